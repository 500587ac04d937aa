import type { KubeConfig } from '@kubernetes/client-node';
import { create, get, waitFor } from './client';

/** A node that only exists on the server: kwok reports it as ready and its Pods as running. */
export interface FakeNode {
  /** @default 'node-N' */
  readonly name?: string;
  /** Labels besides the hostname, the operating system and the architecture. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** @default none */
  readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute' }[];
  /** What the node offers beyond or instead of 32 CPUs, 128 GiB memory, 1 TiB disk and 110 Pods. @default none */
  readonly capacity?: Readonly<Record<string, string>>;
}

/** The annotation by which kwok knows its nodes; nodes without it are left to a real kubelet. */
export const fakeNodeSelector = 'kwok.x-k8s.io/node=fake';

/** Creates the nodes and waits until Pods can be scheduled on them. */
export async function createFakeNodes(kubeConfig: KubeConfig, nodes: readonly FakeNode[]): Promise<void> {
  const manifests = nodes.map((node, index) => toManifest(node, node.name ?? `node-${index}`));
  await Promise.all(manifests.map(manifest => create(kubeConfig, manifest)));
  for (const manifest of manifests) {
    await waitFor(`node ${manifest.metadata.name} to be ready`, async () => {
      const { spec, status } = await get(kubeConfig, manifest);
      const ready = status.conditions?.some((condition: { type: string; status: string }) => condition.type === 'Ready' && condition.status === 'True');
      // The server taints each new node; the controller manager takes the taint away once the node is ready.
      return ready && !spec.taints?.some((taint: { key: string }) => taint.key === 'node.kubernetes.io/not-ready');
    });
  }
}

function toManifest(node: FakeNode, name: string) {
  const [annotation, value] = fakeNodeSelector.split('=');
  const capacity = { 'cpu': '32', 'memory': '128Gi', 'ephemeral-storage': '1Ti', 'pods': '110', ...node.capacity };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations: { [annotation]: value },
      labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64', ...node.labels },
    },
    spec: { taints: node.taints },
    status: { capacity, allocatable: capacity },
  };
}
