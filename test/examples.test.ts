import { execFileSync } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(__dirname, '..');
const examples = readdirSync(join(root, 'examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
let output: string;

beforeAll(() => {
  output = mkdtempSync(join(tmpdir(), 'examples-'));
  execFileSync(process.execPath, [join(root, 'projenrc', 'examples.mjs'), '--output', output]);
}, 120_000);

afterAll(() => rmSync(output, { recursive: true, force: true }));

describe.each(examples)('the example %s', (name) => {
  const golden = join(root, 'examples', name, 'dist');

  test('makes the files of its dist/ and no others', () => {
    expect(readdirSync(join(output, name)).sort()).toEqual(readdirSync(golden).sort());
  });

  test.each(readdirSync(golden))('makes %s byte by byte', (file) => {
    expect(readFileSync(join(output, name, file), 'utf8')).toBe(readFileSync(join(golden, file), 'utf8'));
  });
});
