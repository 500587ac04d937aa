import { JsonObject } from '../../../src/private/json';

const metadata = (name: string, namespace = 'team-a') => ({ name, namespace });
const MODES = ['enforce', 'audit', 'warn'];

/** The Namespace of the good objects. */
export const NAMESPACE: JsonObject = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name: 'team-a',
    labels: {
      ...Object.fromEntries(MODES.map((mode) => [`pod-security.kubernetes.io/${mode}`, 'restricted'])),
      ...Object.fromEntries(MODES.map((mode) => [`pod-security.kubernetes.io/${mode}-version`, 'v1.34'])),
      'istio-injection': 'disabled',
    },
  },
};

/** A quota that leaves exactly what the pool of two, with the RuntimeClass below, uses up. */
export const QUOTA: JsonObject = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: metadata('quota'),
  spec: {
    hard: {
      'pods': 2,
      'requests.cpu': '1500m',
      'requests.memory': '2368Mi',
      'requests.ephemeral-storage': '4608Mi',
      'limits.cpu': '4500m',
      'limits.memory': '2368Mi',
      'limits.ephemeral-storage': '4608Mi',
      'persistentvolumeclaims': '0',
      'requests.storage': '0',
      'services.nodeports': '0',
      'services.loadbalancers': 0,
      'count/sandboxclaims.extensions.agents.x-k8s.io': '10',
      'count/sandboxes.agents.x-k8s.io': '2',
      'count/sandboxwarmpools.extensions.agents.x-k8s.io': '1',
    },
  },
};

export const LIMIT_RANGE: JsonObject = {
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: metadata('limits'),
  spec: {
    limits: [
      {
        type: 'Container',
        default: { 'cpu': '1', 'memory': '512Mi', 'ephemeral-storage': '1Gi' },
        defaultRequest: { 'cpu': '250m', 'memory': '512Mi', 'ephemeral-storage': '1Gi' },
        max: { 'cpu': '8', 'memory': '32Gi', 'ephemeral-storage': '50Gi' },
        min: { cpu: '1m', memory: '16Mi' },
      },
      { type: 'Pod', max: { cpu: '8', memory: '32Gi' } },
      { type: 'PersistentVolumeClaim', max: { storage: '50Gi' } },
    ],
  },
};

export const DENY_ALL: JsonObject = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: metadata('deny-all'),
  spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
};

export const DEFAULT_ACCOUNT: JsonObject = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: metadata('default'), automountServiceAccountToken: false };

/** A Namespace with all that it needs. */
export const WHOLE_NAMESPACE: readonly JsonObject[] = [NAMESPACE, QUOTA, LIMIT_RANGE, DENY_ALL, DEFAULT_ACCOUNT];

export const RUNTIME_CLASS: JsonObject = {
  apiVersion: 'node.k8s.io/v1',
  kind: 'RuntimeClass',
  metadata: { name: 'gvisor' },
  handler: 'runsc',
  overhead: { podFixed: { cpu: '250m', memory: '160Mi' } },
  scheduling: { nodeSelector: { 'example.com/runtime': 'gvisor' } },
};
