import { Size } from 'cdk8s';
import { annotationsOf, labelsOf } from './metadata';
import { AccessMode, VolumeClaimTemplate } from './volume-claim-template';
import type * as manifest from '../../imports/manifests';
import { compact } from '../private/json';
import { Place } from '../private/place';
import { checkBytes } from '../private/quantity';
import { checkDnsLabel, checkDnsSubdomain, checkOneOf } from '../private/syntax';

/** What a claim asks for. */
interface ClaimProps {
  readonly size: Size;
  readonly storageClassName?: string;
  readonly accessMode?: AccessMode;
}

/** The spec of a PersistentVolumeClaim: one mode, a size, and a file system rather than a raw device. */
export function claimSpecOf(place: Place, { size, storageClassName, accessMode }: ClaimProps): manifest.PersistentVolumeClaimSpec {
  return compact<manifest.PersistentVolumeClaimSpec>({
    accessModes: [checkOneOf(place.at('accessMode'), accessMode ?? AccessMode.READ_WRITE_ONCE, Object.values(AccessMode))],
    resources: { requests: { storage: checkBytes(place.at('size'), size, 'give a Size, as Size.gibibytes(10)') } },
    storageClassName: storageClassName === undefined ? undefined : checkDnsSubdomain(place.at('storageClassName'), storageClassName),
  })!;
}

/** `volumeClaimTemplates` of a template, Sandbox or claim, in the order given: the list's order is part of what makes pool members stale. */
export function volumeClaimTemplatesOf(place: Place, templates: readonly VolumeClaimTemplate[]): manifest.VolumeClaimTemplate[] {
  const names = new Set<string>();
  return templates.map((template, index) => {
    const at = place.item(index);
    const name = checkDnsLabel(at.at('name'), template.name);
    if (names.has(name)) at.at('name').fail({ given: name, allowed: 'each name once', fix: 'rename one of them' });
    names.add(name);
    const metadata = compact({
      name,
      labels: template.labels && labelsOf(at.at('labels'), template.labels),
      annotations: template.annotations && annotationsOf(at.at('annotations'), template.annotations),
    });
    return { metadata, spec: claimSpecOf(at, template) };
  });
}
