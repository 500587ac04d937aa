import { bad, INIT, SERVED_POD, set, SIDECAR, templateFor, unset, variant, withDebuggerAs } from './made';
import { BadCase, CONFIG_MAP, GOOD, GOOD_KATA, MAIN, patched, POD, RuleCase, standard } from './support';
import { ClusterFacts, Isolation } from '../../../src';
import { JsonObject } from '../../../src/private/json';

const good = [GOOD.template, GOOD.sandbox, SERVED_POD, variant(GOOD_KATA.template, 'kata')];
const notApplicable = [CONFIG_MAP, GOOD.claim];

const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io';
const annotations = (value: string) => set('/metadata/annotations', { [`${APP_ARMOR}/main`]: value });
const SECCOMP = 'RuntimeDefault or Localhost';
const OR_ABSENT = 'RuntimeDefault, Localhost or absent';
const PROFILE = 'a path below the kubelet\'s folder of profiles, without ".."';
const localhost = (localhostProfile?: string) => ({ type: 'Localhost', ...localhostProfile !== undefined && { localhostProfile } });

/** SELinux options of the Pod, and of a container. */
const labelled = (options: JsonObject, fails: readonly string[], object = 0): BadCase[] => [
  bad(set(`${POD}/securityContext/seLinuxOptions`, options), fails, 'securityContext.seLinuxOptions', options, 'absent', object),
  bad(set(`${MAIN}/securityContext/seLinuxOptions`, options), fails, 'containers[name=main].securityContext.seLinuxOptions', options, 'absent', object),
];
const ON_OPENSHIFT = templateFor(ClusterFacts.openshift(), { isolation: Isolation.kataQemu() });

export const KRN_CASES: readonly RuleCase[] = [
  {
    rule: 'SBX-KRN-001',
    good: [
      ...good,
      variant(GOOD.template, 'local', set(`${POD}/securityContext/seccompProfile`, localhost('profiles/..sandbox.json'))),
      variant(GOOD.template, 'container', set(`${MAIN}/securityContext/seccompProfile`, localhost('sandbox.json'))),
      variant(GOOD.template, 'default', set(`${INIT}/securityContext/seccompProfile`, { type: 'RuntimeDefault' })),
      variant(GOOD.template, 'dots', set(`${INIT}/securityContext/seccompProfile`, localhost('a/..b/...'))),
    ],
    bad: [
      bad(unset(`${POD}/securityContext/seccompProfile`), ['SBX-KRN-001'], 'securityContext.seccompProfile.type', undefined, SECCOMP),
      bad(
        set(`${POD}/securityContext/seccompProfile/type`, 'Unconfined'), ['SBX-KRN-001'],
        'securityContext.seccompProfile.type', 'Unconfined', SECCOMP, 1,
      ),
      bad(
        set(`${SIDECAR}/securityContext/seccompProfile`, { type: 'Unconfined' }), ['SBX-KRN-001'],
        'initContainers[name=broker].securityContext.seccompProfile.type', 'Unconfined', OR_ABSENT,
      ),
      bad(
        withDebuggerAs({ seccompProfile: { type: 'Unconfined' } }), ['SBX-KRN-001', 'SBX-STR-010'],
        'ephemeralContainers[name=debugger].securityContext.seccompProfile.type', 'Unconfined', OR_ABSENT,
      ),
      bad(
        set(`${POD}/securityContext/seccompProfile`, localhost()), ['SBX-KRN-001'],
        'securityContext.seccompProfile.localhostProfile', undefined, PROFILE,
      ),
      ...['', '/etc/profile.json', '..', 'a/..'].map((path) => bad(
        set(`${POD}/securityContext/seccompProfile`, localhost(path)), ['SBX-KRN-001'],
        'securityContext.seccompProfile.localhostProfile', path, PROFILE,
      )),
      bad(
        set(`${INIT}/securityContext/seccompProfile`, localhost()), ['SBX-KRN-001'],
        'initContainers[name=prepare].securityContext.seccompProfile.localhostProfile', undefined, PROFILE,
      ),
      bad(
        set(`${MAIN}/securityContext/seccompProfile`, localhost('/etc/profile.json')), ['SBX-KRN-001'],
        'containers[name=main].securityContext.seccompProfile.localhostProfile', '/etc/profile.json', PROFILE,
      ),
      bad(
        set(`${INIT}/securityContext/seccompProfile`, localhost('profiles/../../x')), ['SBX-KRN-001'],
        'initContainers[name=prepare].securityContext.seccompProfile.localhostProfile', 'profiles/../../x', PROFILE,
      ),
    ],
    notApplicable,
  },
  {
    rule: 'SBX-KRN-002',
    good: [
      ...good,
      variant(GOOD.template, 'default', set(`${POD}/securityContext/appArmorProfile`, { type: 'RuntimeDefault' })),
      variant(GOOD.template, 'local', set(`${INIT}/securityContext/appArmorProfile`, localhost('sandbox'))),
      variant(GOOD.template, 'local-pod', set(`${POD}/securityContext/appArmorProfile`, localhost('sandbox'))),
      // The server writes the old annotation into Pods that have the field.
      variant(GOOD.pod, 'legacy', annotations('runtime/default')),
      variant(GOOD.pod, 'legacy-local', annotations('localhost/sandbox')),
      variant(GOOD.pod, 'legacy-empty', annotations('')),
    ],
    bad: [
      bad(
        set(`${POD}/securityContext/appArmorProfile`, { type: 'Unconfined' }), ['SBX-KRN-002'],
        'securityContext.appArmorProfile.type', 'Unconfined', OR_ABSENT,
      ),
      bad(
        set(`${MAIN}/securityContext/appArmorProfile`, { type: 'Unconfined' }), ['SBX-KRN-002'],
        'containers[name=main].securityContext.appArmorProfile.type', 'Unconfined', OR_ABSENT, 1,
      ),
      bad(
        withDebuggerAs({ appArmorProfile: { type: 'Unconfined' } }), ['SBX-KRN-002', 'SBX-STR-010'],
        'ephemeralContainers[name=debugger].securityContext.appArmorProfile.type', 'Unconfined', OR_ABSENT,
      ),
      bad(
        annotations('unconfined'), ['SBX-KRN-002'],
        `metadata.annotations[${APP_ARMOR}/main]`, 'unconfined', 'runtime/default, a profile after localhost/, or absent', 7,
      ),
    ],
    notApplicable,
  },
  {
    rule: 'SBX-KRN-003',
    good: [
      ...good,
      variant(GOOD.template, 'empty', set(`${POD}/securityContext/seLinuxOptions`, {})),
      variant(GOOD_KATA.template, 'kata-label', set(`${POD}/securityContext/seLinuxOptions`, { type: 'container_kvm_t' })),
      variant(GOOD_KATA.sandbox, 'kata-container', set(`${MAIN}/securityContext/seLinuxOptions`, { type: 'container_kvm_t' })),
    ],
    bad: [
      ...labelled({ type: 'container_kvm_t' }, ['SBX-ISO-002', 'SBX-KRN-003']),
      ...[{ type: 'spc_t' }, { user: 'container_kvm_t' }, { level: 's0:c1,c2' }, { type: 'container_kvm_t', role: 'r' }].flatMap((options) => (
        labelled(options, ['SBX-KRN-003'], 3)
      )),
    ],
    notApplicable,
  },
  {
    // There the level is what keeps namespaces apart, and admission writes it into each Pod.
    rule: 'SBX-KRN-003',
    standard: standard(undefined, ClusterFacts.openshift()),
    good: [
      patched(ON_OPENSHIFT, set(`${POD}/securityContext/seLinuxOptions`, { level: 's0:c27,c4' })),
      variant(ON_OPENSHIFT, 'container', set(`${MAIN}/securityContext/seLinuxOptions`, { level: 's0:c27,c4', type: 'container_kvm_t' })),
    ],
    bad: labelled({ level: 's0:c27,c4', role: 'r' }, ['SBX-KRN-003']),
    notApplicable,
  },
  {
    rule: 'SBX-KRN-004',
    good: [...good, variant(GOOD.template, 'default', set(`${MAIN}/securityContext/procMount`, 'Default'))],
    bad: [
      bad(
        set(`${MAIN}/securityContext/procMount`, 'Unmasked'), ['SBX-KRN-004'],
        'containers[name=main].securityContext.procMount', 'Unmasked', 'Default or absent', 3,
      ),
      bad(
        set(`${INIT}/securityContext/procMount`, 'Unmasked'), ['SBX-ISO-002', 'SBX-KRN-004'],
        'initContainers[name=prepare].securityContext.procMount', 'Unmasked', 'Default or absent',
      ),
      bad(
        withDebuggerAs({ procMount: 'Unmasked' }), ['SBX-ISO-002', 'SBX-KRN-004', 'SBX-STR-010'],
        'ephemeralContainers[name=debugger].securityContext.procMount', 'Unmasked', 'Default or absent', 1,
      ),
    ],
    notApplicable,
  },
  {
    rule: 'SBX-KRN-005',
    good: [...good, variant(GOOD.template, 'empty', set(`${POD}/securityContext/sysctls`, []))],
    bad: [
      bad(
        set(`${POD}/securityContext/sysctls`, [{ name: 'kernel.msgmax', value: '65536' }]), ['SBX-KRN-005'],
        'securityContext.sysctls', [{ name: 'kernel.msgmax', value: '65536' }], 'absent', 3,
      ),
      bad(
        set(`${POD}/securityContext/sysctls`, [{ name: 'net.ipv4.tcp_syncookies', value: '1' }]), ['SBX-ISO-002', 'SBX-KRN-005'],
        'securityContext.sysctls', [{ name: 'net.ipv4.tcp_syncookies', value: '1' }], 'absent',
      ),
    ],
    notApplicable,
  },
];
