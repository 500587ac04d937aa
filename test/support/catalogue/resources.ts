import { every, inMain, inPod, PINNED, pod, Row } from './support';
import { unsetOr } from '../demand';
import { bytesOf, coresOf } from '../quantity';

const RESOURCES = ['cpu', 'memory', 'ephemeral-storage'];
const probesOf = (container: any): any[] => [container.readinessProbe, container.livenessProbe, container.startupProbe].filter(Boolean);

/** Rows about resources, lifecycle and images. */
export const RESOURCES_ROWS: readonly Row[] = [
  // Resources and lifecycle.
  {
    id: 'SBX-RES-001',
    says: 'limits of CPU and memory',
    holds: every((each) => ['cpu', 'memory'].every((resource) => each.resources?.limits?.[resource] !== undefined)),
    weaken: [inMain((container) => delete container.resources.limits.cpu), inPod((spec) => (spec.initContainers = [{ name: 'extra' }]))],
  },
  {
    id: 'SBX-RES-002',
    says: 'resources that are known',
    holds: every(({ resources }) => Object.keys({ ...resources?.limits, ...resources?.requests }).every((key) => RESOURCES.includes(key))),
    weaken: [inMain((container) => (container.resources.limits['devices.example.com/gpu'] = '1'))],
  },
  {
    id: 'SBX-RES-003',
    says: 'amounts of more than nothing, bytes with a unit',
    holds: every(({ resources }) => [resources.limits, resources.requests].every((list) => (
      coresOf(list.cpu) >= 0.001 && ['memory', 'ephemeral-storage'].every((key) => /^[1-9]\d*(Ki|Mi|Gi|Ti)$/.test(list[key]))))),
    weaken: [
      inMain((container) => (container.resources.limits.cpu = '0')), inMain((container) => (container.resources.limits.memory = '512m')),
      inMain((container) => (container.resources.requests.memory = '-1Gi')),
    ],
  },
  {
    id: 'SBX-RES-004',
    says: 'no request above its limit',
    holds: every(({ resources: { limits, requests } }) => coresOf(requests.cpu) <= coresOf(limits.cpu)
      && ['memory', 'ephemeral-storage'].every((key) => bytesOf(requests[key]) <= bytesOf(limits[key]))),
    weaken: [inMain((container) => (container.resources.requests.cpu = '2')), inMain((container) => (container.resources.limits.memory = '16Mi'))],
  },
  {
    id: 'SBX-RES-005',
    says: 'no limit above the ceilings',
    holds: every(({ resources: { limits } }) => coresOf(limits.cpu) <= 8 && bytesOf(limits.memory) <= bytesOf('32Gi')
      && bytesOf(limits['ephemeral-storage']) <= bytesOf('50Gi')),
    weaken: [inMain((container) => (container.resources.limits.cpu = '9')), inMain((container) => (container.resources.limits.memory = '33Gi'))],
  },
  {
    id: 'SBX-RES-006',
    says: 'memory to start with',
    holds: every(({ resources: { limits } }) => bytesOf(limits.memory) >= bytesOf('16Mi')),
    weaken: [inMain((container) => (container.resources.limits.memory = '8Mi'))],
  },
  {
    id: 'SBX-RES-007',
    says: 'memory is guaranteed',
    holds: every(({ resources: { limits, requests } }) => limits.memory === requests.memory),
    weaken: [inMain((container) => (container.resources.requests.memory = '256Mi'))],
  },
  { id: 'SBX-RES-008', says: 'no resources of the Pod as a whole', holds: pod((spec) => unsetOr(spec.resources)), weaken: [inPod((spec) => (spec.resources = {}))] },
  {
    id: 'SBX-RES-009',
    says: 'no claims on hardware',
    holds: every((each, spec) => unsetOr(spec.resourceClaims) && unsetOr(each.resources?.claims)),
    weaken: [inPod((spec) => (spec.resourceClaims = [])), inMain((container) => (container.resources.claims = []))],
  },
  {
    id: 'SBX-RES-011',
    says: 'local disk is bounded',
    holds: every((each) => each.resources?.limits?.['ephemeral-storage'] !== undefined),
    weaken: [inMain((container) => delete container.resources.limits['ephemeral-storage'])],
  },
  {
    id: 'SBX-LIF-001',
    says: 'no deadline that runs in a pool',
    holds: pod((spec) => unsetOr(spec.activeDeadlineSeconds)),
    weaken: [inPod((spec) => (spec.activeDeadlineSeconds = 3600))],
  },
  {
    id: 'SBX-LIF-002',
    says: 'a grace period of at most a minute',
    holds: pod((spec) => spec.terminationGracePeriodSeconds >= 0 && spec.terminationGracePeriodSeconds <= 60),
    weaken: [inPod((spec) => (spec.terminationGracePeriodSeconds = 61))],
  },
  {
    id: 'SBX-LIF-003',
    says: 'a Pod that ends',
    holds: pod((spec) => ['Never', 'OnFailure'].includes(spec.restartPolicy)),
    weaken: [inPod((spec) => (spec.restartPolicy = 'Always')), inPod((spec) => (spec.restartPolicy = 'never'))],
  },
  {
    id: 'SBX-LIF-004',
    says: 'no hooks',
    holds: every((each) => unsetOr(each.lifecycle)),
    weaken: [inMain((container) => (container.lifecycle = { preStop: { exec: { command: ['sleep', '60'] } } }))],
  },
  {
    id: 'SBX-PRB-001',
    says: 'probes connect to the Pod itself',
    holds: every((each) => probesOf(each).every((probe) => unsetOr(probe.httpGet?.host) && unsetOr(probe.tcpSocket?.host))),
    weaken: [inMain((container) => (container.readinessProbe.tcpSocket.host = '169.254.169.254'))],
  },
  {
    id: 'SBX-PRB-002',
    says: 'a readiness probe on a declared port, not too often',
    holds: pod(({ containers: [main] }) => main.readinessProbe !== undefined && probesOf(main).every((probe) => (
      main.ports.some(({ containerPort }: any) => containerPort === (probe.httpGet ?? probe.tcpSocket ?? probe.grpc)?.port)
      && probe.periodSeconds >= 5 && probe.timeoutSeconds < probe.periodSeconds && probe.failureThreshold * probe.periodSeconds >= 60))),
    weaken: [
      inMain((container) => delete container.readinessProbe), inMain((container) => (container.readinessProbe.tcpSocket.port = 9999)),
      inMain((container) => (container.readinessProbe.periodSeconds = 1)), inMain((container) => (container.readinessProbe.failureThreshold = 1)),
    ],
  },

  // Images.
  {
    id: 'SBX-IMG-001',
    says: 'images by digest, the host written out',
    holds: every((each) => PINNED.test(each.image)),
    weaken: ['', 'python', 'registry.example.com/python:3', `python@sha256:${'0'.repeat(64)}`].map((image) => inMain((container) => (container.image = image))),
  },
  {
    id: 'SBX-IMG-002',
    says: 'a registry that is allowed',
    holds: every((each) => each.image.startsWith('registry.example.com/team/')),
    weaken: [inMain((container) => (container.image = 'registry.example.com/team-evil/app:1'))],
  },
  {
    id: 'SBX-IMG-003',
    says: 'pulled as its pinning asks',
    holds: every((each) => each.imagePullPolicy === (PINNED.test(each.image) ? 'IfNotPresent' : 'Always')),
    weaken: [inMain((container) => (container.imagePullPolicy = 'Never')), inMain((container) => (container.image = 'registry.example.com/python:3'))],
  },
  {
    id: 'SBX-IMG-004',
    says: 'no floating tag',
    holds: every((each) => each.image.includes('@') || !/:(latest|main|dev|nightly)$/.test(each.image)),
    weaken: [inMain((container) => (container.image = 'registry.example.com/python:latest'))],
  },
  {
    id: 'SBX-IMG-005',
    says: 'pull secrets by name, each once',
    holds: pod(({ imagePullSecrets = [] }) => imagePullSecrets.every(({ name }: any, at: number) => (
      name && imagePullSecrets.findIndex((each: any) => each.name === name) === at))),
    weaken: [inPod((spec) => (spec.imagePullSecrets = [{}])), inPod((spec) => (spec.imagePullSecrets = [{ name: 'a' }, { name: 'a' }]))],
  },
];
