import { at } from './manifests';
import { labelSetsOf, matches } from './selectors';
import { isPlainObject } from '../../private/json';
import { SANDBOX_NAME_HASH_LABEL, TEMPLATE_REF_HASH_LABEL } from '../../release/names';
import { AppFinding, AppObject, AppView } from '../app-check';

/** Services that lead to sandboxes are reached from inside the cluster alone. */
export function* sandboxesAreNotExposed(app: AppView): Iterable<AppFinding> {
  for (const service of app.of('Service')) {
    const spec = at(service.manifest, 'spec');
    if (!leadsToSandboxes(app, service, at(spec, 'selector'))) continue;
    const type = at(spec, 'type');
    yield { object: service, holds: (type ?? 'ClusterIP') === 'ClusterIP', field: 'spec/type', expected: 'ClusterIP', actual: type };
    const addresses = at(spec, 'externalIPs');
    yield {
      object: service,
      holds: !Array.isArray(addresses) || addresses.length === 0,
      field: 'spec/externalIPs',
      expected: 'absent or empty',
      actual: addresses,
    };
  }
}

function leadsToSandboxes(app: AppView, { namespace }: AppObject, selector: unknown): boolean {
  if (!isPlainObject(selector) || Object.keys(selector).length === 0) return false;
  // Only sandboxes have these labels, whichever of them are in this app.
  if (Object.hasOwn(selector, SANDBOX_NAME_HASH_LABEL) || Object.hasOwn(selector, TEMPLATE_REF_HASH_LABEL)) return true;
  return [...app.of('SandboxTemplate', namespace), ...app.of('Sandbox', namespace)]
    .some((object) => labelSetsOf(object).some((labels) => matches(selector, labels)));
}
