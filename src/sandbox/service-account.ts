import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { checkSameNamespace } from './same-namespace';
import { addObject } from '../private/api-object';
import { Place } from '../private/place';
import { checkDnsSubdomain } from '../private/syntax';
import { commonLabels } from '../release/names';

/**
 * Gives the name of a template's or Sandbox's ServiceAccount. Where none was given, one is made (id `ServiceAccount`): without token, and nobody
 * binds a role to it. The namespace's `default` one is refused, since everything there shares it.
 */
export function addServiceAccount(scope: Construct, given: kplus.IServiceAccount | undefined, name: string, component: string): string {
  if (!given) {
    addObject(scope, 'ServiceAccount', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, labels: commonLabels(component) },
      body: { automountServiceAccountToken: false },
    });
    return name;
  }
  const place = Place.of(scope).at('serviceAccount');
  if (checkDnsSubdomain(place, given.name) === 'default') {
    place.fail({ given: given.name, allowed: 'a ServiceAccount of the sandboxes\' own', fix: 'leave it out: one is made, without token and without rights' });
  }
  checkSameNamespace(place, given);
  return given.name;
}
