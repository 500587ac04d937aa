import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { EXAMPLE_TEMPLATE } from '../../src/cli/example-template';
import { run } from '../../src/cli/run';
import { yamlTexts } from '../../src/cli/yaml-text';

/** What a command did. */
export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A folder for one test, with what commands do in it. */
export class Folder {
  path = '';

  constructor() {
    beforeEach(() => {
      this.path = mkdtempSync(join(tmpdir(), 'command-'));
    });
    afterEach(() => rmSync(this.path, { recursive: true }));
  }

  /** Writes files: texts as they are, objects as YAML documents. */
  write(files: { readonly [path: string]: string | Buffer | object | object[] }): void {
    for (const [path, content] of Object.entries(files)) {
      const file = join(this.path, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, typeof content === 'string' || Buffer.isBuffer(content) ? content : yaml(content));
    }
  }

  run(argv: readonly string[], stdin = ''): Outcome {
    let [out, err] = ['', ''];
    const code = run(argv, {
      stdin: () => Buffer.from(stdin),
      stdout: (text) => {
        out += text;
      },
      stderr: (text) => {
        err += text;
      },
      cwd: this.path,
    });
    return { code, out, err };
  }

  /** Judges by a day that does not pass. */
  check(...argv: string[]): Outcome {
    return this.run(['check', ...argv, '--as-of', '2026-12-01']);
  }
}

/** Objects as YAML documents. */
export function yaml(content: object | object[]): string {
  return [...yamlTexts([content].flat() as { [key: string]: unknown }[])].join('');
}

/** A template that all rules hold for, changed. */
export function template(change: (template: any) => void = () => undefined): any {
  const copy = structuredClone(EXAMPLE_TEMPLATE) as any;
  change(copy);
  return copy;
}

/** What makes a template fail with severity critical. */
export const PRIVILEGED = (object: any): void => {
  object.spec.podTemplate.spec.containers[0].securityContext.privileged = true;
};

/** What makes a template fail with severity high. */
export const UNCONFINED = (object: any): void => {
  object.spec.podTemplate.spec.securityContext.seccompProfile.type = 'Unconfined';
};

/** What makes a template fail with severity low. */
export const LINKED = (object: any): void => {
  object.spec.podTemplate.spec.enableServiceLinks = true;
};
