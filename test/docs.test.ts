import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { createRequire } from 'module';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import * as ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as library from '../src';

const root = join(__dirname, '..');
const markdownIn = (folder: string) => readdirSync(join(root, folder)).filter((name) => name.endsWith('.md')).map((name) => join(folder, name));
const exampleReadmes = readdirSync(join(root, 'examples')).map((name) => join('examples', name, 'README.md')).filter((file) => existsSync(join(root, file)));
const documents = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...markdownIn('docs'), ...exampleReadmes];
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

/** A fenced block. `info` is what stands behind the fence, `line` that of the block's first line of code. */
interface Block {
  readonly file: string;
  readonly line: number;
  readonly info: string;
  readonly code: string;
}

function blocksOf(file: string): Block[] {
  return [...textOf(file).matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(({ index, input, 1: info, 2: code }) => (
    { file, line: input.slice(0, index).split('\n').length + 1, info, code }
  ));
}

/**
 * Stands before each block that imports nothing itself, so that guides need not begin anew each time. `python` and `pool` are of another app,
 * so that blocks can still configure theirs. It is one line, and the block is in braces: what it declares hides what is declared here.
 */
const PREAMBLE = [
  'import { ApiObject, App, Chart, Duration, JsonPatch, Size, Testing } from \'cdk8s\';',
  'import * as kplus from \'cdk8s-plus-28\';',
  `import { ${Object.keys(library).join(', ')}, type SandboxTemplateProps, type WaiverProps } from 'cdk8s-agent-sandbox';`,
  'const app = new App(); const team = new Chart(app, \'team-a\', { namespace: \'team-a\' }); const chart = team;',
  'const image = SandboxImage.fromDigest(`registry.example.com/team/agent@sha256:${\'0a\'.repeat(32)}`);',
  'const waiver: WaiverProps = { reason: \'why it is needed, and what bounds it\', owner: \'team-a\', expires: \'2027-03-31\' };',
  'const platform = new Chart(new App(), \'team-a\', { namespace: \'team-a\' });',
  'const python = new SandboxTemplate(platform, \'python\', { runtime: SandboxRuntime.python() }); const pool = python.addWarmPool(\'pool\');',
].join(' ');

/** The program that a block stands for: itself, a part of one, or properties of a template, each to be tried alone. */
function programOf({ code }: Block): string {
  if (/^import /m.test(code)) return code;
  if (!/^\w+: /.test(code)) return `${PREAMBLE} {\n${code}}\n`;
  const properties = code.split(/^(?=\w+: )/m).map((property, index) => (
    `{ const given: Partial<SandboxTemplateProps> = { ${property}}; new SandboxTemplate(team, 'properties-${index}', { image, port: 8080, ...given }); } `
  ));
  return `${PREAMBLE} {\n${properties.join('')}}\n`;
}

interface Snippet {
  /** `docs/x.md:12`. */
  readonly name: string;
  readonly block: Block;
  readonly program: string;
  /** The error that it has to end with: of a block marked `ts throws`, the one behind it. */
  readonly error?: string;
}

const snippets = documents.flatMap((file) => blocksOf(file).flatMap((block, index, all): Snippet[] => {
  const [language, mark] = block.info.split(' ');
  const error = mark === 'throws' ? all[index + 1].code.trim() : undefined;
  return language === 'ts' ? [{ name: `${file}:${block.line}`, block, program: programOf(block), error }] : [];
}));

/** What the compiler has against the snippets, by file and line. All are one program, as files beside the examples that are on no disk. */
function compile(): string[] {
  const files = new Map(snippets.map((snippet) => [join(root, 'examples', `${snippet.name.replace(/\W/g, '-')}.ts`), snippet]));
  const config = join(root, 'examples', 'tsconfig.json');
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(config, ts.sys.readFile).config, ts.sys, dirname(config));
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.getSourceFile = (file, languageVersion, ...rest) => {
    const snippet = files.get(file);
    return snippet ? ts.createSourceFile(file, snippet.program, languageVersion) : getSourceFile(file, languageVersion, ...rest);
  };
  const program = ts.createProgram([...files.keys()], { ...options, noUnusedLocals: false, noUnusedParameters: false }, host);
  return [...files].flatMap(([file, snippet]) => {
    const source = program.getSourceFile(file)!;
    const first = snippet.block.line - (snippet.program.startsWith(PREAMBLE) ? 1 : 0);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(({ start = 0, messageText }) => (
      `${snippet.block.file}:${first + source.getLineAndCharacterOfPosition(start).line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
    ));
  });
}

const nodeRequire = createRequire(__filename);
const modules: { [name: string]: unknown } = {
  'cdk8s-agent-sandbox': library,
  // A test in a guide runs as a part of this one.
  'vitest': { expect, test: (_name: string, body: () => void) => body() },
};

/** The message of the error that a program ends with, undefined where it ends well. */
function run(program: string): string | undefined {
  const { outputText } = ts.transpileModule(program, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
  try {
    new Function('require', 'exports', outputText)((name: string) => modules[name] ?? nodeRequire(name), {});
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('snippets of the guides', () => {
  let output: string;

  beforeAll(() => {
    output = mkdtempSync(join(tmpdir(), 'docs-'));
    vi.stubEnv('CDK8S_OUTDIR', output);
  });

  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(output, { recursive: true, force: true });
  });

  test('compile', { timeout: 60_000 }, () => {
    expect(compile()).toEqual([]);
  });

  test.each(snippets)('$name', ({ name, program, error }) => {
    expect(run(program), `what ${name} ends with`).toBe(error);
  });
});

/** Whether a relative link in a document points to a file or folder, and to one of its headings where it names one. */
function isThere(file: string, link: string): boolean {
  const [path, anchor] = link.split('#');
  const target = path === '' ? file : join(dirname(file), path);
  return existsSync(join(root, target)) && (anchor === undefined || anchorsOf(target).includes(anchor));
}

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsOf(file: string): string[] {
  return [...textOf(file).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading.toLowerCase().replace(/[^\w\s-]/g, '').replace(/ /g, '-'));
}

describe.each(documents)('%s', (file) => {
  const text = textOf(file);
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '');

  test('links to what is there', () => {
    const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link).filter((link) => !/^\w+:/.test(link));
    expect(links.filter((link) => !isThere(file, link))).toEqual([]);
  });

  test('names commands that are there', () => {
    const { scripts } = JSON.parse(textOf('package.json'));
    const named = [...text.matchAll(/\b(?:npm run(?: --silent)?|npx projen) ([a-z][\w:-]*)/g)].map(([, task]) => task);
    expect(named.filter((task) => scripts[task] === undefined)).toEqual([]);
  });

  test('holds no path of somebody\'s machine', () => {
    expect(text).not.toMatch(/\/(work|root)\//);
  });
});

describe('tables', () => {
  const rowsOf = (file: string) => [...textOf(file).matchAll(/^\| (.*) \|$/gm)].map(([, row]) => row.split(' | '));
  const codeIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code);

  test('of releases-and-profiles.md has the values of RESTRICTED_V1', () => {
    const values = library.HardeningProfile.RESTRICTED_V1._values;
    const table = rowsOf('docs/releases-and-profiles.md').flatMap(([names, ...cells]) => codeIn(names)
      .filter((name) => name in values).map((name, index, all) => [name, all.length > 1 ? codeIn(cells[0])[index] : codeIn(cells[0]).join()]));
    expect(Object.fromEntries(table)).toEqual(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)])));
  });

  test('of waivers.md has every factory that takes a waiver, with the rules that it lifts', () => {
    const factories = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).flatMap((name) => {
      const source = textOf(join('src', name));
      const [, owner] = /^export class (\w+)/m.exec(source) ?? [];
      const found = source.matchAll(/@param waiver (.*)\n(?:   \*.*\n)*\s*public static (\w+)/g);
      return [...found].map(([, words, factory]) => [`${owner}.${factory}`, words.match(/SBX-\w+-\d+/g)]);
    });
    const table = rowsOf('docs/waivers.md').map(([name, , rules]) => [codeIn(name)[0], rules?.match(/SBX-\w+-\d+/g)]);
    expect(factories.length).toBeGreaterThan(15);
    expect(Object.fromEntries(table.filter(([, rules]) => rules))).toEqual(Object.fromEntries(factories));
  });
});
