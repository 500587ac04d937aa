import { Manifest } from './client';
import { fnv1a32 } from '../../../src/private/fnv';
import { KindName, SANDBOX_NAME_HASH_LABEL, TEMPLATE_REF_HASH_LABEL } from '../../../src/release/names';
import { podProjectionOf } from '../../../src/sandbox/pod-projection';

/** Objects that nothing is wrong with. */
interface Good {
  readonly template: any;
  readonly sandbox: any;
}

/**
 * What the controller makes of an object that the server has taken, in the order in which it does: what a wrong object fails at later. `good`
 * stands for the objects that the wrong one refers to.
 */
export function consequencesOf(manifest: any, good: Good): Manifest[] {
  return MAKERS[manifest.kind as keyof typeof MAKERS](manifest, good);
}

type Maker = (manifest: any, good: Good) => Manifest[];

const MAKERS: { readonly [kind in KindName]: Maker } = {
  SandboxTemplate: (template) => [...networkPolicyOf(template), ...ofSandbox(podProjectionOf(template), template.spec)],
  Sandbox: (sandbox) => ofSandbox(podProjectionOf(sandbox), sandbox.spec),
  // Members are named after the pool, with five random characters.
  SandboxWarmPool: ({ metadata }, { sandbox }) => (
    ofSandbox(podProjectionOf({ ...sandbox, metadata: { ...metadata, name: `${metadata.name}-abcde` } }), sandbox.spec)
  ),
  SandboxClaim: (claim, good) => ofSandbox(podOfClaim(claim, good), { ...good.template.spec, volumeClaimTemplates: claim.spec.volumeClaimTemplates }),
};

/** The Pod, the claims and the Service of one sandbox. */
function ofSandbox(pod: any, spec: any): Manifest[] {
  const { metadata } = pod;
  const claims = (spec.volumeClaimTemplates ?? []).map((template: any) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { ...template.metadata, name: `${template.metadata.name}-${metadata.name}`, namespace: metadata.namespace },
    spec: template.spec,
  }));
  return [...claims, ...spec.service === false ? [] : [serviceOf(pod)], pod];
}

/** The headless Service, with the ports of containers and native sidecars. */
function serviceOf({ metadata, spec }: any): Manifest {
  const sidecars = (spec.initContainers ?? []).filter(({ restartPolicy }: any) => restartPolicy === 'Always');
  const ports = [...spec.containers, ...sidecars].flatMap((container) => container.ports ?? []).map(({ name, containerPort: port, protocol = 'TCP' }) => (
    { name: name ?? `p-${port}-${protocol.toLowerCase()}`, port, protocol }
  ));
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: metadata.name, namespace: metadata.namespace },
    spec: { clusterIP: 'None', selector: { [SANDBOX_NAME_HASH_LABEL]: fnv1a32(metadata.name) }, ...ports.length > 0 && { ports } },
  };
}

function networkPolicyOf({ metadata, spec: { networkPolicyManagement, networkPolicy } }: any): Manifest[] {
  if (networkPolicyManagement === 'Unmanaged' || !networkPolicy) return [];
  return [{
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `${metadata.name}-network-policy`, namespace: metadata.namespace },
    spec: {
      podSelector: { matchLabels: { [TEMPLATE_REF_HASH_LABEL]: fnv1a32(metadata.name) } },
      policyTypes: ['Ingress', 'Egress'],
      ...networkPolicy,
    },
  }];
}

/** The Pod of a claim that is made cold: it has the claim's name, and what the claim adds. */
function podOfClaim({ metadata, spec: { env = [], additionalPodMetadata = {} } }: any, { template }: Good): any {
  const pod: any = structuredClone(podProjectionOf({ ...template, metadata: { ...template.metadata, namespace: metadata.namespace } }));
  pod.metadata.name = metadata.name;
  pod.metadata.labels = { ...pod.metadata.labels, ...additionalPodMetadata.labels };
  pod.metadata.annotations = { ...pod.metadata.annotations, ...additionalPodMetadata.annotations };
  for (const { containerName, name, value } of env) {
    const container = pod.spec.containers.find((each: any) => each.name === containerName) ?? pod.spec.containers[0];
    container.env = [...container.env ?? [], { name, value }];
  }
  return pod;
}
