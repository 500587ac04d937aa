import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import {
  Lifetime, Sandbox, SandboxClaim, SandboxClaimProps, SandboxProps, SandboxTemplate, SandboxTemplateProps, SandboxWarmPool, SandboxWarmPoolProps,
  WaiverProps,
} from '../../../src';
import { IMAGE, manifestOf, teamChart } from '../app';

/** A mistake that is refused when it is made, and what its message must hold. */
export interface WrongInput {
  readonly name: string;
  /** The check that refuses it: several mistakes may fall to one. */
  readonly check: string;
  /** Makes the mistake in the chart `team-a` of the namespace `team-a`. */
  readonly make: (chart: Chart) => unknown;
  /** The construct's path, or the factory's name. */
  readonly path: string;
  readonly property: string;
  /** The value, as the message shows it; or how that begins, with "…" at the end. */
  readonly given: string;
  /** A part of what is allowed. */
  readonly allowed: string;
  /** The same mistake as a plain object, all the rest of which is right; undefined where it cannot be written so. */
  readonly manifest?: object;
}

/**
 * A row about the properties of a construct: its name, its check, the properties, what the message has to say, as
 * `property: got given; allowed: a part of what is allowed`, and the change that makes the mistake in a good manifest of the same kind. A value that is cut off ends in "…".
 */
type PropsRow<T> = readonly [name: string, check: string, props: Partial<T>, says: string, yaml?: Change];

/** The same for what the properties of a single construct do not show: with the mistake itself, the place in the message, and the kind of the manifest. */
type Row = readonly [name: string, check: string, make: WrongInput['make'], says: string, kind?: keyof typeof GOOD, yaml?: Change];

type Change = (manifest: any) => unknown;

/** A value of a form that compilers refuse, and plain JavaScript does not. */
export const untyped = (value: unknown): never => value as never;

/** The lifetime of claims that are about something else. */
export const LIFETIME = Lifetime.until('2027-06-30T00:00:00Z');

/** Good objects of the four kinds, without namespace. */
export const GOOD = goodObjects();

function goodObjects() {
  const chart = teamChart();
  const template = new SandboxTemplate(chart, 'template', { name: 'python', image: IMAGE, port: 8000 });
  const pool = template.addWarmPool('pool', { name: 'pool' });
  const claim = pool.addClaim('claim', { name: 'claim', lifetime: LIFETIME });
  const sandbox = new Sandbox(chart, 'sandbox', { name: 'agent', image: IMAGE, port: 8000 });
  return { template: plain(template), pool: plain(pool), claim: plain(claim), sandbox: plain(sandbox) };
}

function plain(construct: IConstruct): any {
  const manifest = structuredClone(manifestOf(construct));
  delete manifest.metadata.namespace;
  return manifest;
}

function changed(good: object | undefined, yaml: Change | undefined): object | undefined {
  if (!good || !yaml) return undefined;
  const manifest = structuredClone(good);
  yaml(manifest);
  return manifest;
}

const SAYS = /^(?:\[(.+?)\] )?(.+?): got (.+?); allowed: (.+)$/;

function wrongInput(name: string, check: string, make: WrongInput['make'], says: string, manifest: object | undefined): WrongInput {
  const [, path, property, given, allowed] = SAYS.exec(says)!;
  return { name, check, make, path, property, given, allowed, manifest };
}

/** Rows about properties, where `make` makes a construct of the path `path` from them. */
function about<T>(path: string, good: object, make: (chart: Chart, props: Partial<T>) => unknown) {
  return (rows: readonly PropsRow<T>[]): WrongInput[] => rows.map(([name, check, props, says, yaml]) => (
    wrongInput(name, check, (chart) => make(chart, props), `[${path}] ${says}`, changed(good, yaml))
  ));
}

/** Mistakes in a template that is else an image and a port. */
export const inTemplate = about<SandboxTemplateProps>('team-a/python', GOOD.template, (chart, props) => (
  new SandboxTemplate(chart, 'python', { image: IMAGE, port: 8000, ...props })
));

/** Mistakes in a Sandbox that is else an image and a port. */
export const inSandbox = about<SandboxProps>('team-a/agent', GOOD.sandbox, (chart, props) => (
  new Sandbox(chart, 'agent', { image: IMAGE, port: 8000, ...props })
));

/** Mistakes in a pool of a template that is known by its name. */
export const inPool = about<SandboxWarmPoolProps>('team-a/pool', GOOD.pool, (chart, props) => (
  new SandboxWarmPool(chart, 'pool', { template: SandboxTemplate.fromSandboxTemplateName(chart, 'template', 'python'), ...props })
));

/** Mistakes in a claim on a pool that is known by its name. */
export const inClaim = about<SandboxClaimProps>('team-a/claim', GOOD.claim, (chart, props) => (
  new SandboxClaim(chart, 'claim', { warmPool: SandboxWarmPool.fromSandboxWarmPoolName(chart, 'pool', 'pool'), lifetime: LIFETIME, ...props })
));

/** Mistakes anywhere. */
export const anywhere = (rows: readonly Row[]): WrongInput[] => rows.map(([name, check, make, says, kind, yaml]) => (
  wrongInput(name, check, make, says, changed(kind && GOOD[kind], yaml))
));

/** Changes of a template's, or a Sandbox's, PodSpec and of its main container. */
export const inPodSpec = (change: (spec: any) => unknown) => (manifest: any) => change(manifest.spec.podTemplate.spec);
export const inMain = (change: (container: any) => unknown) => inPodSpec((spec) => change(spec.containers[0]));
export const withMount = (mount: object) => inMain((container) => container.volumeMounts.push({ name: 'tmp', ...mount }));
export const withPodLabel = (key: string, value: string) => (manifest: any) => (manifest.spec.podTemplate.metadata.labels[key] = value);
export const withEgress = (rule: object) => (manifest: any) => manifest.spec.networkPolicy.egress.push(rule);

/** A waiver with something wrong in it. */
export const poorWaiver = (wrong: Partial<WaiverProps>): WaiverProps => ({
  reason: 'needed by the tests of wrong inputs', owner: 'team-a', expires: '2027-05-01', ...wrong,
});
