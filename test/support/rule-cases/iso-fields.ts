import { bad, INIT, podOf, SERVED_POD, set, unset, variant, withDebugger, withDebuggerAs } from './made';
import { CONFIG_MAP, GOOD, GOOD_GKE, GOOD_KATA, MAIN, POD, RuleCase, standard } from './support';
import { ClusterFacts } from '../../../src';
import { JsonObject } from '../../../src/private/json';

const NO_LABELS = 'absent: gVisor does not create containers with SELinux labels';
const NETWORK = 'false or absent: the sandbox has a network stack of its own, and a virtual machine may break the node\'s';
const PROC = 'Default or absent: gVisor has a /proc of its own';
const DEVICES = 'absent: gVisor has no raw block devices';
const FILES = 'absent: Firecracker shares no files with the node';
const SIZE = 'the limit: guests of Firecracker are as large as the requests, and stay so';
const ONE_GUEST = 'no ReadWriteMany: Firecracker has block devices alone, for one guest each';
const EXPIRING = 'no token and no certificate: they expire, and Firecracker never refreshes what it copied';

const FIRECRACKER = variant(GOOD_KATA.template, 'firecracker', set(`${POD}/runtimeClassName`, 'kata-fc'));
const last = (podOf(GOOD.template).volumes as JsonObject[]).length;

const NODE_FOLDER = { name: 'node', hostPath: { path: '/srv' } };
const TOKEN = { name: 'token', projected: { sources: [{ serviceAccountToken: { path: 'token', audience: 'vault' } }] } };
const SHARED_CLAIM = {
  metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteMany'], storageClassName: 'nfs', resources: { requests: { storage: '1Gi' } } },
};

// Of no class and of an unknown one there is nothing to say, whatever the Pod says.
const notApplicable = [
  CONFIG_MAP, GOOD.pool,
  ...[unset(`${POD}/runtimeClassName`), set(`${POD}/runtimeClassName`, 'microvm')].map((unknown) => (
    variant(GOOD.template, 'unknown', unknown, set(`${POD}/volumes`, [NODE_FOLDER, TOKEN]), set('/spec/volumeClaimTemplates', [SHARED_CLAIM]))
  )),
];

/** SBX-ISO-002, runtime by runtime. */
export const ISO_FIELD_CASES: readonly RuleCase[] = [
  {
    rule: 'SBX-ISO-002',
    good: [
      GOOD.template,
      GOOD.sandbox,
      SERVED_POD,
      variant(
        GOOD.template, 'said', set(`${POD}/hostNetwork`, false), set(`${POD}/hostUsers`, true), set(`${POD}/os`, { name: 'linux' }),
        set(`${POD}/securityContext/seLinuxOptions`, {}), set(`${MAIN}/securityContext/seLinuxOptions`, {}), set(`${POD}/securityContext/sysctls`, []),
        set(`${MAIN}/securityContext/procMount`, 'Default'), set(`${MAIN}/volumeDevices`, []), set(`${MAIN}/volumeMounts/0/mountPropagation`, 'None'),
      ),
    ],
    bad: [
      bad(set(`${POD}/hostNetwork`, true), ['SBX-ISO-002', 'SBX-NSP-001'], 'hostNetwork', true, NETWORK),
      bad(
        set(`${POD}/hostUsers`, false), ['SBX-IDN-005', 'SBX-ISO-002'],
        'hostUsers', false, 'absent: the kubelet starts no gVisor Pod in a user namespace',
      ),
      bad(
        set(`${POD}/os`, { name: 'windows' }), ['SBX-ISO-002', 'SBX-ISO-004'],
        'os.name', 'windows', 'linux or absent: gVisor runs Linux programs alone', 1,
      ),
      bad(
        set('/spec/securityContext/seLinuxOptions', { level: 's0' }), ['SBX-ISO-002', 'SBX-KRN-003'],
        'securityContext.seLinuxOptions', { level: 's0' }, NO_LABELS, 2,
      ),
      bad(
        set(`${INIT}/securityContext/seLinuxOptions`, { type: 'container_t' }), ['SBX-ISO-002', 'SBX-KRN-003'],
        'initContainers[name=prepare].securityContext.seLinuxOptions', { type: 'container_t' }, NO_LABELS,
      ),
      bad(
        set(`${POD}/securityContext/sysctls`, [{ name: 'kernel.shm_rmid_forced', value: '1' }]), ['SBX-ISO-002', 'SBX-KRN-005'],
        'securityContext.sysctls', [{ name: 'kernel.shm_rmid_forced', value: '1' }], 'absent: gVisor has a kernel of its own, which these do not reach',
      ),
      bad(
        set(`${MAIN}/securityContext/procMount`, 'Unmasked'), ['SBX-ISO-002', 'SBX-KRN-004'],
        'containers[name=main].securityContext.procMount', 'Unmasked', PROC,
      ),
      bad(
        withDebuggerAs({ procMount: 'Unmasked' }), ['SBX-ISO-002', 'SBX-KRN-004', 'SBX-STR-010'],
        'ephemeralContainers[name=debugger].securityContext.procMount', 'Unmasked', PROC,
      ),
      bad(
        set(`${INIT}/volumeDevices`, [{ name: 'tmp', devicePath: '/dev/xvda' }]), ['SBX-FS-006', 'SBX-ISO-002'],
        'initContainers[name=prepare].volumeDevices', [{ name: 'tmp', devicePath: '/dev/xvda' }], DEVICES,
      ),
      bad(
        withDebugger(() => ({ volumeDevices: [{ name: 'tmp', devicePath: '/dev/xvda' }] })), ['SBX-FS-006', 'SBX-ISO-002', 'SBX-STR-010'],
        'ephemeralContainers[name=debugger].volumeDevices', [{ name: 'tmp', devicePath: '/dev/xvda' }], DEVICES,
      ),
      bad(
        set(`${MAIN}/volumeMounts/1/mountPropagation`, 'Bidirectional'), ['SBX-FS-005', 'SBX-ISO-002'],
        'containers[name=main].volumeMounts[mountPath=/workspace].mountPropagation', 'Bidirectional', 'None or absent: mounts made inside gVisor do not reach the node',
      ),
    ],
    notApplicable,
  },
  {
    // Whatever the class of gVisor is called.
    rule: 'SBX-ISO-002',
    standard: standard(undefined, ClusterFacts.gke()),
    good: [GOOD_GKE.template, variant(GOOD_KATA.template, 'kata')],
    bad: [
      bad(
        set(`${POD}/volumes/-`, NODE_FOLDER), ['SBX-FS-012', 'SBX-ISO-002'],
        'volumes[name=node].hostPath', { path: '/srv' }, 'absent: GKE Sandbox has no volumes of this kind',
      ),
    ],
    notApplicable,
  },
  {
    rule: 'SBX-ISO-002',
    good: [
      GOOD_KATA.template, GOOD_KATA.sandbox, GOOD_KATA.pod,
      variant(GOOD_KATA.template, 'unsaid', unset(`${MAIN}/securityContext/privileged`), set(`${POD}/volumes/-`, TOKEN)),
    ],
    bad: [
      bad(set(`${POD}/hostNetwork`, true), ['SBX-ISO-002', 'SBX-NSP-001'], 'hostNetwork', true, NETWORK),
      bad(
        set('/spec/containers/0/securityContext/privileged', true), ['SBX-ISO-002', 'SBX-PRV-001'],
        'containers[name=main].securityContext.privileged', true, 'false or absent: Kata Containers may hand devices of the node into the guest', 2,
      ),
      bad(
        set(`${INIT}/securityContext/privileged`, true), ['SBX-ISO-002', 'SBX-PRV-001'],
        'initContainers[name=prepare].securityContext.privileged', true, 'false or absent: Kata Containers may hand devices of the node into the guest', 1,
      ),
    ],
    notApplicable,
  },
  {
    rule: 'SBX-ISO-002',
    good: [
      FIRECRACKER,
      variant(FIRECRACKER, 'other-forms', set(`${MAIN}/resources/limits/cpu`, 2), set(`${MAIN}/resources/requests/cpu`, '2000m')),
      variant(FIRECRACKER, 'more-disk', set(`${MAIN}/resources/requests/ephemeral-storage`, '1Gi'), unset(`${MAIN}/securityContext/privileged`)),
      variant(FIRECRACKER, 'no-requests', unset(`${MAIN}/resources/requests`)),
      variant(
        FIRECRACKER, 'claimed', set('/spec/volumeClaimTemplates', [
          { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage: '1Gi' } } } },
        ]),
      ),
    ],
    bad: [
      bad(set(`${MAIN}/resources/requests/cpu`, '999m'), ['SBX-ISO-002'], 'containers[name=main].resources.requests[cpu]', '999m', SIZE),
      bad(
        set(`${INIT}/resources/requests/memory`, '511Mi'), ['SBX-ISO-002'],
        'initContainers[name=prepare].resources.requests[memory]', '511Mi', SIZE,
      ),
      bad(
        set(`${POD}/volumes/-`, NODE_FOLDER), ['SBX-FS-012', 'SBX-ISO-002'],
        'volumes[name=node].hostPath', { path: '/srv' }, FILES,
      ),
      bad(
        set(`${POD}/volumes/-`, {
          name: 'shared',
          ephemeral: { volumeClaimTemplate: { spec: { accessModes: ['ReadWriteMany'], storageClassName: 'nfs', resources: { requests: { storage: '1Gi' } } } } },
        }), ['SBX-FS-009', 'SBX-ISO-002'],
        'volumes[name=shared].ephemeral.volumeClaimTemplate.spec.accessModes', ['ReadWriteMany'], ONE_GUEST,
      ),
      bad(
        set('/spec/volumeClaimTemplates/0/spec/accessModes', ['ReadWriteOnce', 'ReadWriteMany']), ['SBX-FS-009', 'SBX-ISO-002'],
        'spec.volumeClaimTemplates[name=data].spec.accessModes', ['ReadWriteOnce', 'ReadWriteMany'], ONE_GUEST, 4,
      ),
      bad(
        set(`${POD}/volumes/-`, TOKEN), ['SBX-ISO-002'],
        'volumes[name=token].projected.sources[0]', TOKEN.projected.sources[0], EXPIRING,
      ),
      bad(
        set(`${POD}/volumes/${last}`, {
          name: 'certificate',
          projected: { sources: [{ configMap: { name: 'a' } }, { podCertificate: { signerName: 'example.com/x', keyType: 'ED25519', credentialBundlePath: 'x' } }] },
        }), ['SBX-ISO-002', 'SBX-TOK-002'],
        'volumes[name=certificate].projected.sources[1]', { podCertificate: { signerName: 'example.com/x', keyType: 'ED25519', credentialBundlePath: 'x' } }, EXPIRING,
      ),
    ],
    notApplicable,
  },
];
