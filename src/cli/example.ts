import { EXAMPLE_TEMPLATE } from './example-template';
import { judge } from '../judge/judge';
import { schemaFaultsOf } from '../judge/object-schema';
import { isPlainObject, JsonObject } from '../private/json';
import { Rule } from '../rules/rule';
import { Severity } from '../rules/severity';
import { Standard } from '../rules/standard';
import { TargetName } from '../rules/targets';

/** A value for which a rule holds and one for which it does not, at one place of a template. */
export interface Example {
  readonly place: string;
  readonly good: string;
  readonly bad: string;
}

const POD = ['spec', 'podTemplate', 'spec'];
const CONTAINER = [...POD, 'containers', '0'];

/** Where the template has an item of a target. */
const ITEMS: { readonly [target in TargetName]?: readonly string[] } = {
  OBJECT: [],
  SPEC: ['spec'],
  NETWORK: ['spec', 'networkPolicy'],
  POD,
  CONTAINER,
  MAIN_CONTAINER: CONTAINER,
  IMAGE: [...CONTAINER, 'image'],
  PORT: [...CONTAINER, 'ports', '0'],
  PROBE: [...CONTAINER, 'readinessProbe'],
  MOUNT: [...CONTAINER, 'volumeMounts', '0'],
  VOLUME: [...POD, 'volumes', '0'],
};

/** Stands for a field that is not there. */
const ABSENT = Symbol('absent');

/** Longer values are no example that anybody reads. */
const LONGEST = 120;

/** What fields may be that is not as it should be, for those where any other value would do as well, and say less. */
const TYPICAL: { readonly [field: string]: unknown } = {
  type: 'Unconfined',
  procMount: 'Unmasked',
  mountPropagation: 'Bidirectional',
  mountPath: '/proc',
  image: 'registry.example.com/team/python:latest',
  imagePullPolicy: 'Never',
  nodeName: 'node-1',
  name: 'windows',
  dnsPolicy: 'Default',
  hostname: 'db',
  hostPort: 80,
  containerPort: 80,
  priority: 1000,
  activeDeadlineSeconds: 60,
};

/** Values that are tried: those that the field's schema takes, the first ones first. */
const USUAL = [ABSENT, true, false, 'other', 'Unmanaged', 0, 1, 100_000_000, '0', '1Ti', 'Other', ['ALL'], [], {}];

/** An example for a rule, found by trying: only values that the rule itself tells apart. */
export function exampleFor(rule: Rule, standard: Standard): Example | undefined {
  for (const { target, field, kinds } of rule.checks) {
    const item = kinds.includes('SandboxTemplate') ? ITEMS[target] : undefined;
    if (!item) continue;
    const path = field === '' ? item : [...item, ...field.split('/')];
    const good = valueAt(EXAMPLE_TEMPLATE, path) ?? ABSENT;
    if (shown(good).length > LONGEST || failsAt([rule], EXAMPLE_TEMPLATE, standard) !== '') continue;
    const pointer = path.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
    const typical = path[path.length - 1];
    const bad = [...Object.hasOwn(TYPICAL, typical) ? [TYPICAL[typical]] : [], ...USUAL].find((value) => {
      const template = withValue(EXAMPLE_TEMPLATE, path, value);
      return value !== good && schemaFaultsOf(template, standard.release)?.length === 0 && failsAt([rule], template, standard) === pointer;
    });
    if (bad !== undefined) return { place: path.join('.').replace(/\.(\d+)(?=\.|$)/g, '[$1]'), good: shown(good), bad: shown(bad) };
  }
  return undefined;
}

/** Where rules do not hold for an object, or '' where they do. */
function failsAt(rules: readonly Rule[], manifest: JsonObject, standard: Standard): string {
  const subject = { manifest, origin: {}, standard, waivers: [] };
  const { findings } = judge([subject], { asOf: '2000-01-01', failOn: Severity.LOW, closed: false, rules, place: 'both' });
  return findings.map(({ pointer, verdict }) => (verdict === 'fail' ? pointer : 'error')).join();
}

function valueAt(from: unknown, path: readonly string[]): unknown {
  return path.reduce((at, name) => (typeof at === 'object' && at !== null ? (at as JsonObject)[name] : undefined), from);
}

/** A copy with another value at a place. */
function withValue(from: unknown, [name, ...path]: readonly string[], value: unknown): JsonObject {
  const copy = (Array.isArray(from) ? [...from as unknown[]] : { ...isPlainObject(from) ? from : {} }) as JsonObject;
  if (path.length > 0) copy[name] = withValue(copy[name], path, value);
  else if (value === ABSENT) delete copy[name];
  else copy[name] = value;
  return copy;
}

function shown(value: unknown): string {
  return value === ABSENT ? '(absent)' : JSON.stringify(value);
}
