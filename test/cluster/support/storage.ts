import { apply, list, Manifest } from './client';
import { ControlPlane } from './control-plane';
import type { Product } from './product';

const CLAIM = { apiVersion: 'v1', kind: 'PersistentVolumeClaim' };

/** The claims that Pods mount by name: those that the controller makes of the owners' claim templates, and any others with a spec that will do. */
export function claimsOf({ objects, pods }: Product): Manifest[] {
  const templates = objects.flatMap(({ spec }) => (Array.isArray(spec?.volumeClaimTemplates) ? spec.volumeClaimTemplates : []));
  return pods.flatMap(({ metadata, spec }) => (spec.volumes ?? []).flatMap((volume: any): Manifest[] => {
    const name: string | undefined = volume.persistentVolumeClaim?.claimName;
    if (name === undefined) return [];
    const template = templates.find((each) => name === `${each.metadata.name}-${metadata.name}`);
    const anything = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
    return [{ ...CLAIM, metadata: { ...template?.metadata, name, namespace: metadata.namespace }, spec: template?.spec ?? anything }];
  }));
}

/** Does what a storage provisioner does: gives each claim of a namespace that has none a volume of its own. */
export async function provision({ kubeConfig }: ControlPlane, namespace: string): Promise<void> {
  const claims = await list(kubeConfig, { ...CLAIM, metadata: { namespace } });
  for (const { metadata, spec } of claims.filter((claim) => claim.status?.phase !== 'Bound')) {
    await apply(kubeConfig, {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: `${namespace}-${metadata.name}` },
      spec: {
        accessModes: spec.accessModes,
        capacity: spec.resources.requests,
        storageClassName: spec.storageClassName,
        claimRef: { ...CLAIM, name: metadata.name, namespace, uid: metadata.uid },
        csi: { driver: 'csi.example.com', volumeHandle: metadata.uid },
      },
    });
  }
}
