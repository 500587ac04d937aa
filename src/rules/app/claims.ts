import { at, objectsAt, podOf, templateOfClaim, textAt } from './manifests';
import { JsonObject } from '../../private/json';
import { AppFinding, AppObject, AppView } from '../app-check';
import { KindName } from '../kinds';

const DAY = 86_400_000;

/** Claims end in time: not in the past, not too far off, and not by the end of a program that never ends. */
export function* claimsEnd(app: AppView): Iterable<AppFinding> {
  const today = Date.parse(`${app.asOf}T00:00:00Z`);
  for (const claim of app.of('SandboxClaim')) {
    const lifecycle = at(claim.manifest, 'spec', 'lifecycle');
    const moment = at(lifecycle, 'shutdownTime');
    const time = typeof moment === 'string' ? Date.parse(moment) : NaN;
    if (!Number.isNaN(time)) {
      const days = Number(claim.subject.standard.parameters.claimLifetimeCeilingDays);
      // The day of judgement has no hour: what is in question is so for its whole length.
      const holds = time > today && time <= today + (days + 1) * DAY;
      yield {
        object: claim, holds, field: 'spec/lifecycle/shutdownTime', expected: `a moment within ${days} days from ${app.asOf}`, actual: moment,
      };
    }
    if (endsByItself(lifecycle)) {
      const template = templateOfClaim(app, claim);
      if (!template) continue;
      yield {
        object: claim,
        holds: !runsForEver(template),
        field: 'spec/lifecycle/ttlSecondsAfterFinished',
        expected: `a shutdownTime too: Pods of ${template.name} never end by themselves (restartPolicy: Always)`,
        actual: at(lifecycle, 'ttlSecondsAfterFinished'),
      };
    }
  }
}

/** Templates of claims that go with the end of their program have Pods that end. */
export function* programsEnd(app: AppView): Iterable<AppFinding> {
  const templates = new Set<AppObject>();
  for (const claim of app.of('SandboxClaim')) {
    const template = endsByItself(at(claim.manifest, 'spec', 'lifecycle')) ? templateOfClaim(app, claim) : undefined;
    if (!template || templates.has(template)) continue;
    templates.add(template);
    yield {
      object: template,
      holds: !runsForEver(template),
      field: 'spec/podTemplate/spec/restartPolicy',
      place: 'restartPolicy',
      expected: `Never or OnFailure: the claim ${claim.name} goes with the end of its program`,
      actual: at(podOf(template), 'restartPolicy'),
    };
  }
}

/** Whether the end of the program is all that ends a claim. */
function endsByItself(lifecycle: unknown): boolean {
  return at(lifecycle, 'ttlSecondsAfterFinished') !== undefined && at(lifecycle, 'shutdownTime') === undefined;
}

function runsForEver(template: AppObject): boolean {
  return (at(podOf(template), 'restartPolicy') ?? 'Always') === 'Always';
}

/** Variables of claims are such as the template lets a claim set. */
export function* variablesFit(app: AppView): Iterable<AppFinding> {
  for (const claim of app.of('SandboxClaim')) {
    const template = templateOfClaim(app, claim);
    if (!template) continue;
    const env = objectsAt(claim.manifest, 'spec', 'env');
    const policy = at(template.manifest, 'spec', 'envVarsInjectionPolicy') ?? 'Disallowed';
    yield {
      object: claim,
      holds: env.length === 0 || policy !== 'Disallowed',
      field: 'spec/env',
      expected: `none: the template ${template.name} lets claims set no variables`,
      actual: env.map((entry) => entry.name),
    };
    if (policy === 'Disallowed') continue;
    const containers = [...objectsAt(podOf(template), 'containers'), ...objectsAt(podOf(template), 'initContainers')];
    for (const [index, entry] of env.entries()) yield* variableFits(claim, template, { index, entry, containers, adds: policy === 'Allowed' });
  }
}

interface Variable {
  readonly index: number;
  readonly entry: JsonObject;
  /** The first is what a variable goes to that names none. */
  readonly containers: readonly JsonObject[];
  /** Whether claims may only add to what the template sets. */
  readonly adds: boolean;
}

function* variableFits(claim: AppObject, template: AppObject, { index, entry, containers, adds }: Variable): Iterable<AppFinding> {
  const name = textAt(entry, 'name');
  const target = at(entry, 'containerName');
  const wrong = (field: string, expected: string): AppFinding => (
    { object: claim, holds: false, field: `spec/env/${index}/${field}`, place: `spec.env[name=${name}].${field}`, expected, actual: entry[field] }
  );
  const container = target === undefined || target === '' ? containers[0] : containers.find((each) => each.name === target);
  if (!container) {
    if (target !== undefined) yield wrong('containerName', `one of ${containers.map((each) => textAt(each, 'name')).join(', ')}`);
  } else if (adds && objectsAt(container, 'envFrom').length > 0) {
    yield wrong('name', `none in ${textAt(container, 'name')}: it has envFrom, beside which a claim may set no variable`);
  } else if (adds && objectsAt(container, 'env').some((each) => each.name === name)) {
    yield wrong('name', `a name that ${textAt(container, 'name')} of the template ${template.name} does not have`);
  }
}

/** References of claims and pools lead to an object of the same namespace. What another app may have made is no fault, unless there is no other. */
export function* referencesLead(app: AppView): Iterable<AppFinding> {
  yield* leadTo(app, 'SandboxClaim', 'warmPoolRef', 'SandboxWarmPool');
  yield* leadTo(app, 'SandboxWarmPool', 'sandboxTemplateRef', 'SandboxTemplate');
}

function* leadTo(app: AppView, from: KindName, reference: string, to: KindName): Iterable<AppFinding> {
  for (const object of app.of(from)) {
    const name = at(object.manifest, 'spec', reference, 'name');
    if (typeof name !== 'string' || name === '') continue;
    const isFound = app.get(to, object.namespace, name) !== undefined;
    if (!isFound && !app.closed) continue;
    const expected = `the name of a ${to} of the namespace ${object.namespace}`;
    yield { object, holds: isFound, field: `spec/${reference}/name`, expected, actual: name };
  }
}

