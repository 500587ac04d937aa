import { Manifest } from './client';
import { fnv1a32 } from '../../../src/private/fnv';
import { CORE_GROUP, SANDBOX_NAME_HASH_LABEL, TEMPLATE_REF_ANNOTATION, TEMPLATE_REF_HASH_LABEL, WARM_POOL_LABEL } from '../../../src/release/names';
import { podProjectionOf } from '../../../src/sandbox/pod-projection';

/** Whose an object is: the controller sets it on everything that it makes. */
const ownedBy = ({ apiVersion, kind, metadata: { name, uid = 'not-stored' } }: Manifest) => [{ apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true }];

/** The Sandbox that the controller makes of a template, for a claim or as a member of a pool. */
export function sandboxFor(template: Manifest, name: string, owner: Manifest): Manifest {
  const { podTemplate, volumeClaimTemplates, service } = template.spec;
  const hash = fnv1a32(template.metadata.name);
  return {
    apiVersion: `${CORE_GROUP}/v1beta1`,
    kind: 'Sandbox',
    metadata: {
      name,
      namespace: template.metadata.namespace,
      labels: { 'agents.x-k8s.io/launch-type': owner.kind === 'SandboxClaim' ? 'cold' : 'warm', ...owner.kind === 'SandboxWarmPool' && { [WARM_POOL_LABEL]: fnv1a32(owner.metadata.name) } },
      annotations: { [TEMPLATE_REF_ANNOTATION]: template.metadata.name },
      ownerReferences: ownedBy(owner),
    },
    spec: {
      // The controller switches automounting off where a template says nothing.
      podTemplate: {
        metadata: { ...podTemplate.metadata, labels: { ...podTemplate.metadata?.labels, [TEMPLATE_REF_HASH_LABEL]: hash } },
        spec: { automountServiceAccountToken: false, ...podTemplate.spec },
      },
      ...volumeClaimTemplates && { volumeClaimTemplates },
      ...service !== undefined && { service },
    },
  };
}

/** The Pod that the controller makes of a Sandbox. */
export function podFor(sandbox: Manifest): Manifest {
  const pod = podProjectionOf(sandbox as never) as never as Manifest;
  return { ...pod, metadata: { ...pod.metadata, ownerReferences: ownedBy(sandbox) } };
}

/** The Service of a Sandbox. */
export function serviceFor(sandbox: Manifest): Manifest {
  const { name, namespace } = sandbox.metadata;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, ownerReferences: ownedBy(sandbox) },
    spec: { clusterIP: 'None', selector: { [SANDBOX_NAME_HASH_LABEL]: fnv1a32(name) } },
  };
}

/** The NetworkPolicy of a template. Where the template says nothing, it is open to the internet. */
export function networkPolicyFor(template: Manifest): Manifest {
  const { name, namespace } = template.metadata;
  const open = { ingress: [], egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0', except: ['10.0.0.0/8', '169.254.0.0/16'] } }] }] };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `${name}-network-policy`, namespace, ownerReferences: ownedBy(template) },
    spec: {
      podSelector: { matchLabels: { [TEMPLATE_REF_HASH_LABEL]: fnv1a32(name) } }, policyTypes: ['Ingress', 'Egress'], ...template.spec.networkPolicy ?? open,
    },
  };
}

