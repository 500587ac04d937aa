import { set, variant } from './made';
import { CONFIG_MAP, GOOD, MAIN, patched, POD, RuleCase, part } from './support';

const PROBE = `${MAIN}/readinessProbe`;
const READINESS = 'containers[name=main].readinessProbe';

/** Probes of all sorts: by a port's name, by gRPC, by a program of the image, at the shortest period. */
const PROBED = patched(patched(
  GOOD.sandbox,
  { op: 'replace', path: `${MAIN}/ports`, value: [{ name: 'http', containerPort: 8000 }, { name: 'dns', containerPort: 5353, protocol: 'UDP' }] },
), {
  op: 'add', path: `${MAIN}/livenessProbe`, value: { httpGet: { port: 'http', path: '/', host: '' }, periodSeconds: 5, timeoutSeconds: 4 },
});

/** Its program is in a folder that it cannot write. */
const READ_ONLY = variant(
  GOOD.template,
  'read-only',
  set(`${MAIN}/volumeMounts/0/readOnly`, true),
  set(`${MAIN}/startupProbe`, { exec: { command: ['/tmp/started'] } }),
);

/** A main container without ports serves nobody; its health may be told on any port. */
const PORTLESS = {
  name: 'worker', ...part(GOOD.template, '/spec/podTemplate/spec/containers/0'), ports: undefined, readinessProbe: undefined, env: undefined,
};

export const PRB_CASES: readonly RuleCase[] = [
  {
    rule: 'SBX-PRB-001',
    good: [GOOD.template, PROBED],
    bad: [
      {
        patch: { op: 'add', path: `${PROBE}/tcpSocket/host`, value: '169.254.169.254' },
        fails: ['SBX-PRB-001'],
        place: `${READINESS}.tcpSocket.host`,
        found: '169.254.169.254',
        wanted: 'absent',
      },
      {
        object: 1,
        patch: { op: 'add', path: `${MAIN}/livenessProbe/httpGet/host`, value: 'metadata.google.internal' },
        fails: ['SBX-PRB-001'],
        place: 'containers[name=main].livenessProbe.httpGet.host',
        found: 'metadata.google.internal',
        wanted: 'absent',
      },
      {
        patch: { op: 'add', path: `${POD}/initContainers/0/startupProbe`, value: { httpGet: { port: 80, host: '10.0.0.1' } } },
        fails: ['SBX-PRB-001'],
        place: 'initContainers[name=broker].startupProbe.httpGet.host',
        found: '10.0.0.1',
        wanted: 'absent',
      },
    ],
    notApplicable: [CONFIG_MAP],
  },
  {
    rule: 'SBX-PRB-002',
    good: [GOOD.template, GOOD.pool, PROBED, patched(GOOD.pod, {
      op: 'replace',
      path: '/spec/containers/0',
      value: {
        ...JSON.parse(JSON.stringify(PORTLESS)),
        livenessProbe: { grpc: { port: 9000 } },
        startupProbe: { exec: { command: ['/tmpfs/started'] }, timeoutSeconds: 9 },
      },
    }), READ_ONLY],
    bad: [
      {
        object: 2,
        patch: { op: 'remove', path: PROBE },
        fails: ['SBX-PRB-002'],
        place: READINESS,
        found: undefined,
        wanted: 'a probe, since the container serves a port',
      },
      {
        object: 3,
        patch: { op: 'replace', path: '/spec/containers/0/startupProbe/timeoutSeconds', value: 10 },
        fails: ['SBX-PRB-002'],
        place: 'containers[name=main].startupProbe.timeoutSeconds',
        found: 10,
        wanted: 'less than periodSeconds',
      },
      {
        object: 4,
        patch: { op: 'add', path: `${MAIN}/startupProbe/periodSeconds`, value: 1 },
        fails: ['SBX-PRB-002'],
        place: 'containers[name=main].startupProbe.timeoutSeconds',
        found: undefined,
        wanted: 'less than periodSeconds',
      },
      {
        patch: { op: 'remove', path: PROBE },
        fails: ['SBX-PRB-002'],
        place: READINESS,
        found: undefined,
        wanted: 'a probe, since the container serves a port',
      },
      {
        patch: { op: 'replace', path: `${PROBE}/tcpSocket/port`, value: 8001 },
        fails: ['SBX-PRB-002'],
        place: `${READINESS}.tcpSocket.port`,
        found: 8001,
        wanted: 'a port that the container declares',
      },
      {
        object: 2,
        patch: { op: 'replace', path: `${MAIN}/livenessProbe/httpGet/port`, value: 'https' },
        fails: ['SBX-PRB-002'],
        place: 'containers[name=main].livenessProbe.httpGet.port',
        found: 'https',
        wanted: 'a port that the container declares',
      },
      {
        object: 3,
        patch: { op: 'replace', path: '/spec/containers/0/livenessProbe', value: { httpGet: { port: 'http' } } },
        fails: ['SBX-PRB-002'],
        place: 'containers[name=main].livenessProbe.httpGet.port',
        found: 'http',
        wanted: 'a port that the container declares',
      },
      {
        object: 2,
        patch: { op: 'replace', path: `${MAIN}/livenessProbe`, value: { grpc: { port: 9000 } } },
        fails: ['SBX-PRB-002'],
        place: 'containers[name=main].livenessProbe.grpc.port',
        found: 9000,
        wanted: 'a port that the container declares',
      },
      {
        patch: { op: 'add', path: `${MAIN}/startupProbe`, value: { exec: { command: ['/workspace/started'] } } },
        fails: ['SBX-PRB-002'],
        place: 'containers[name=main].startupProbe.exec.command',
        found: ['/workspace/started'],
        wanted: 'a program that the container cannot write',
      },
      {
        object: 2,
        patch: { op: 'replace', path: `${MAIN}/livenessProbe/periodSeconds`, value: 4 },
        fails: ['SBX-PRB-002'],
        place: 'containers[name=main].livenessProbe.periodSeconds',
        found: 4,
        wanted: '5 or more',
      },
      {
        object: 2,
        patch: { op: 'replace', path: `${MAIN}/livenessProbe/timeoutSeconds`, value: 5 },
        fails: ['SBX-PRB-002'],
        place: 'containers[name=main].livenessProbe.timeoutSeconds',
        found: 5,
        wanted: 'less than periodSeconds',
      },
      {
        patch: { op: 'replace', path: `${PROBE}/failureThreshold`, value: 5 },
        fails: ['SBX-PRB-002'],
        place: `${READINESS}.failureThreshold`,
        found: 5,
        wanted: 'so many that it takes 60 seconds at least: a pool removes what is not ready',
      },
      {
        patch: { op: 'add', path: `${POD}/initContainers/0/readinessProbe`, value: { exec: { command: ['/bin/ready'] } } },
        fails: ['SBX-PRB-002'],
        place: 'initContainers[name=broker].readinessProbe.failureThreshold',
        found: undefined,
        wanted: 'so many that it takes 60 seconds at least: a pool removes what is not ready',
      },
    ],
    notApplicable: [CONFIG_MAP],
  },
];
