import { every, inMain, inPod, pod, Row, specOf } from './support';
import { unsetOr } from '../demand';

const withEnv = (env: object) => inMain((container) => container.env.push(env));
const SECRET_TEXT = /AKIA[0-9A-Z]{16}|-----BEGIN|ghp_|sk-[A-Za-z0-9]{20}|xox[bp]-|eyJ[A-Za-z0-9_-]+\.eyJ/;
const DANGEROUS_ENV = [
  'LD_PRELOAD', 'LD_LIBRARY_PATH', 'PYTHONPATH', 'PYTHONSTARTUP', 'NODE_OPTIONS', 'BASH_ENV', 'ENV', 'PERL5OPT', 'RUBYOPT', 'JAVA_TOOL_OPTIONS', 'GIT_SSH_COMMAND',
];
const SHOWN_FIELDS = ['metadata.name', 'metadata.namespace', 'metadata.uid', 'status.podIP', 'status.podIPs'];
const isTrusted = (container: any, spec: any): boolean => (spec.initContainers ?? []).includes(container) && container.restartPolicy === 'Always';
const opensDns = (template: any): boolean => (
  (template.spec.networkPolicy?.egress ?? []).some((rule: any) => (rule.ports ?? []).some((port: any) => port.port === 53))
);

/** Rows about environment, DNS and network. */
export const SETTINGS_ROWS: readonly Row[] = [
  // Secrets and environment.
  {
    id: 'SBX-SEC-001',
    says: 'no Secret in the environment',
    holds: every((each, spec) => isTrusted(each, spec) || (
      !(each.env ?? []).some(({ valueFrom = {} }: any) => valueFrom.secretKeyRef || valueFrom.fileKeyRef)
      && !(each.envFrom ?? []).some(({ secretRef }: any) => secretRef))),
    weaken: [
      withEnv({ name: 'KEY', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } }),
      inMain((container) => (container.envFrom = [{ secretRef: { name: 'a' } }])),
    ],
  },
  {
    id: 'SBX-SEC-002',
    says: 'no credential as text',
    holds: every((each) => ![...(each.env ?? []).map(({ value }: any) => value), ...each.command ?? [], ...each.args ?? []]
      .some((text) => SECRET_TEXT.test(text ?? ''))),
    weaken: [withEnv({ name: 'KEY', value: 'ghp_0123456789' }), inMain((container) => (container.args = ['-----BEGIN PRIVATE KEY-----']))],
  },
  {
    id: 'SBX-SEC-003',
    says: 'no variable that runs code',
    holds: every((each) => !(each.env ?? []).some(({ name }: any) => DANGEROUS_ENV.includes(name))),
    weaken: [withEnv({ name: 'LD_PRELOAD', value: '/workspace/x.so' })],
  },
  {
    id: 'SBX-SEC-004',
    says: 'claims set no variables, explicitly',
    holds: (template) => template.spec.envVarsInjectionPolicy === 'Disallowed',
    weaken: [(template) => delete template.spec.envVarsInjectionPolicy, (template) => (template.spec.envVarsInjectionPolicy = 'Overrides')],
  },
  {
    id: 'SBX-SEC-005',
    says: 'claims bring no volume claim templates, explicitly',
    holds: (template) => template.spec.volumeClaimTemplatesPolicy === 'Disallowed',
    weaken: [(template) => delete template.spec.volumeClaimTemplatesPolicy],
  },
  {
    id: 'SBX-SEC-006',
    says: 'no field that tells of the node',
    holds: every((each) => (each.env ?? []).every(({ valueFrom = {} }: any) => unsetOr(valueFrom.fieldRef?.fieldPath, ...SHOWN_FIELDS))),
    weaken: [withEnv({ name: 'NODE', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } })],
  },
  {
    id: 'SBX-SEC-007',
    says: 'each variable once',
    holds: every((each) => new Set((each.env ?? []).map(({ name }: any) => name)).size === (each.env ?? []).length),
    weaken: [withEnv({ name: 'HOME', value: '/' })],
  },

  // DNS.
  {
    id: 'SBX-DNS-001',
    says: 'a DNS policy that the rules allow for',
    holds: (template) => {
      const { dnsPolicy, dnsConfig } = specOf(template);
      return dnsPolicy === 'None' ? dnsConfig?.nameservers?.length > 0 : dnsPolicy === 'ClusterFirst' && opensDns(template);
    },
    weaken: [
      inPod((spec) => delete spec.dnsPolicy), inPod((spec) => (spec.dnsPolicy = 'Default')), inPod((spec) => (spec.dnsPolicy = 'ClusterFirst')),
      inPod((spec) => delete spec.dnsConfig),
    ],
  },
  { id: 'SBX-DNS-002', says: 'no names of one\'s own', holds: pod((spec) => unsetOr(spec.hostAliases)), weaken: [inPod((spec) => (spec.hostAliases = []))] },
  {
    id: 'SBX-DNS-003',
    says: 'name servers that can be reached, or one on loopback for none',
    holds: (template) => {
      const nameservers: string[] = specOf(template).dnsConfig?.nameservers ?? [];
      return nameservers.length <= 3 && (opensDns(template) || nameservers.every((server) => server.startsWith('127.')));
    },
    weaken: [inPod((spec) => (spec.dnsConfig.nameservers = ['8.8.8.8'])), inPod((spec) => (spec.dnsConfig.nameservers = Array(4).fill('127.0.0.1')))],
  },
  {
    id: 'SBX-DNS-004',
    says: 'no way to any name server',
    holds: (template) => (template.spec.networkPolicy?.egress ?? []).every((rule: any) => (rule.to ?? []).length > 0),
    weaken: [(template) => template.spec.networkPolicy.egress.push({ ports: [{ port: 53, protocol: 'UDP' }] })],
  },

  // Network, as far as a template that says nothing of it shows.
  {
    id: 'SBX-NET-001',
    says: 'a NetworkPolicy is made, explicitly',
    holds: (template) => template.spec.networkPolicyManagement === 'Managed',
    weaken: [(template) => delete template.spec.networkPolicyManagement, (template) => (template.spec.networkPolicyManagement = 'Unmanaged')],
  },
  {
    id: 'SBX-NET-002',
    says: 'rules are written out',
    holds: ({ spec: { networkPolicy } }) => Array.isArray(networkPolicy?.egress) && Array.isArray(networkPolicy.ingress),
    weaken: [(template) => delete template.spec.networkPolicy, (template) => delete template.spec.networkPolicy.egress],
  },
  {
    id: 'SBX-NET-007',
    says: 'the router alone connects to it, on declared ports',
    holds: ({ spec: { networkPolicy, podTemplate } }) => networkPolicy.ingress.every((rule: any) => rule.from?.length > 0
      && rule.from.every((peer: any) => peer.namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'] === 'agent-sandbox-system'
        && peer.podSelector?.matchLabels?.app === 'sandbox-router')
      && rule.ports?.length > 0
      && rule.ports.every((port: any) => podTemplate.spec.containers[0].ports.some((each: any) => each.containerPort === port.port))),
    weaken: [
      (template) => delete template.spec.networkPolicy.ingress[0].ports, (template) => delete template.spec.networkPolicy.ingress[0].from,
      (template) => delete template.spec.networkPolicy.ingress[0].from[0].namespaceSelector,
    ],
  },
];
