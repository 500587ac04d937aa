import { AddressRange } from './ranges';

/** The platforms that are told apart. */
export type PlatformName = 'generic' | 'gke' | 'eks' | 'aks' | 'openshift';

/** What a Pod needs in order to be placed on the nodes that have its runtime. */
export interface Placement {
  readonly nodeSelector: { readonly [key: string]: string };
  readonly tolerations: readonly { readonly key: string; readonly operator: string; readonly value: string; readonly effect: string }[];
}

/** Where the Pods of the cluster's DNS are, and the port on which they listen: what a network rule has to name. */
export interface DnsLocation {
  readonly namespace: string;
  readonly podLabels: { readonly [key: string]: string };
  readonly port: number;
}

/** An admission policy that the platform installs for Sandbox and SandboxTemplate. */
export interface PlatformPolicy {
  readonly name: string;
  /** Whether the cluster's administrators can change it. */
  readonly editable: boolean;
}

/** What is known of a platform without being told. */
export interface Platform {
  /** RuntimeClasses that it brings; making them again would be refused or undone. */
  readonly runtimeClasses: readonly string[];
  /** Ranges of its clusters that no general list has. */
  readonly ranges: readonly AddressRange[];
  readonly dns: DnsLocation;
  /** Placements by kind of isolation, beyond those that hold everywhere. */
  readonly placements: { readonly [isolation: string]: Placement };
  /** Whether a namespace's annotations say which users its Pods may run as. */
  readonly namespaceDecidesUsers: boolean;
}

/** The taint and label of the nodes that a runtime's Pods belong on. */
const placement = (label: [string, string], taint: [string, string]): Placement => ({
  nodeSelector: { [label[0]]: label[1] },
  tolerations: [{ key: taint[0], operator: 'Equal', value: taint[1], effect: 'NoSchedule' }],
});

const KUBE_DNS: DnsLocation = { namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' }, port: 53 };

const GENERIC: Platform = { runtimeClasses: [], ranges: [], dns: KUBE_DNS, placements: {}, namespaceDecidesUsers: false };

/** Placements that belong to a kind of isolation wherever it is used. That of kata-deploy is in its RuntimeClass, so none is needed here. */
export const PLACEMENTS: { readonly [isolation: string]: Placement } = {
  'aks-kata': placement(['kubernetes.azure.com/kata-vm-isolation', 'true'], ['kata', 'enabled']),
};

/** The platforms. */
export const PLATFORMS: { readonly [name in PlatformName]: Platform } = {
  generic: GENERIC,
  gke: {
    ...GENERIC,
    runtimeClasses: ['gvisor'],
    ranges: [{ cidr: '34.118.224.0/20', why: 'default Service range of GKE, which only looks public' }],
    // The RuntimeClass would add both to Pods, but GKE's own policy wants to see them in the template: without, a pool stays empty.
    placements: { gvisor: placement(['sandbox.gke.io/runtime', 'gvisor'], ['sandbox.gke.io/runtime', 'gvisor']) },
  },
  eks: GENERIC,
  aks: { ...GENERIC, runtimeClasses: ['kata-vm-isolation'] },
  openshift: {
    ...GENERIC,
    // The Service has port 53, but rules see the Pods' own port.
    dns: { namespace: 'openshift-dns', podLabels: { 'dns.operator.openshift.io/daemonset-dns': 'default' }, port: 5353 },
    namespaceDecidesUsers: true,
  },
};

/** What an add-on of the platform installs. */
export interface Addon {
  readonly runtimeClasses: readonly string[];
  readonly policies: readonly PlatformPolicy[];
}

/** No add-on. */
export const NO_ADDON: Addon = { runtimeClasses: [], policies: [] };

/** GKE's managed Agent Sandbox add-on: what it installs beside the controller. The first policy is reset when changed, the second is not. */
export const GKE_ADDON: Addon = {
  runtimeClasses: ['microvm'],
  policies: [{ name: 'sandbox-core-policy', editable: false }, { name: 'sandbox-hardening-policy', editable: true }],
};
