import { at, mapAt, podOf, textAt } from './manifests';
import { AppFinding, AppObject, AppView } from '../app-check';

const POD = 'spec/podTemplate/spec';

/** Templates and Sandboxes that name a RuntimeClass, with its name. */
function* users(app: AppView): Iterable<{ readonly object: AppObject; readonly className: string }> {
  for (const kind of ['SandboxTemplate', 'Sandbox'] as const) {
    for (const object of app.of(kind)) {
      const className = textAt(podOf(object), 'runtimeClassName');
      if (className !== '') yield { object, className };
    }
  }
}

/** What a RuntimeClass says of nodes does not contradict the Pods that have it: the API server refuses those that do. */
export function* placementsAgree(app: AppView): Iterable<AppFinding> {
  for (const { object, className } of users(app)) {
    const runtimeClass = app.get('RuntimeClass', '', className);
    if (!runtimeClass) continue;
    const wanted = mapAt(runtimeClass.manifest, 'scheduling', 'nodeSelector');
    const own = mapAt(podOf(object), 'nodeSelector');
    const key = Object.keys(wanted).find((each) => Object.hasOwn(own, each) && own[each] !== wanted[each]);
    if (key === undefined) {
      yield { object, holds: true, field: `${POD}/nodeSelector`, place: 'nodeSelector' };
    } else {
      yield {
        object,
        holds: false,
        field: `${POD}/nodeSelector/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`,
        place: `nodeSelector[${key}]`,
        expected: `${String(wanted[key])}, as the RuntimeClass ${className} has it, or absent`,
        actual: own[key],
      };
    }
  }
}

/** RuntimeClasses that are named are in the app or known to be there. Where there may be more than the app, that they are not here says nothing. */
export function* runtimeClassesExist(app: AppView): Iterable<AppFinding> {
  for (const { object, className } of users(app)) {
    const provided = object.subject.standard.parameters.platformRuntimeClasses;
    const isThere = app.get('RuntimeClass', '', className) !== undefined || (Array.isArray(provided) && provided.includes(className));
    if (!isThere && !app.closed) continue;
    yield {
      object,
      holds: isThere,
      field: `${POD}/runtimeClassName`,
      place: 'runtimeClassName',
      expected: 'a RuntimeClass of the app, or one that the cluster is said to have',
      actual: at(podOf(object), 'runtimeClassName'),
    };
  }
}
