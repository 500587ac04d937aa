import { bad, INIT, SERVED_POD, set, SIDECAR, unset, variant, withDebugger, withDebuggerAs } from './made';
import { CONFIG_MAP, GOOD, GOOD_KATA, MAIN, POD, RuleCase } from './support';

const good = [GOOD.template, GOOD.sandbox, SERVED_POD, variant(GOOD_KATA.template, 'kata')];
const notApplicable = [CONFIG_MAP, GOOD.claim];

export const PRV_CASES: readonly RuleCase[] = [
  {
    rule: 'SBX-PRV-001',
    good: [...good, variant(GOOD.template, 'other', unset(`${MAIN}/securityContext/privileged`))],
    bad: [
      bad(
        set(`${MAIN}/securityContext/privileged`, true), ['SBX-PRV-001'],
        'containers[name=main].securityContext.privileged', true, 'false or absent',
      ),
      bad(
        set(`${SIDECAR}/securityContext/privileged`, true), ['SBX-PRV-001'],
        'initContainers[name=broker].securityContext.privileged', true, 'false or absent',
      ),
      bad(
        set('/spec/initContainers/1/securityContext/privileged', true), ['SBX-PRV-001'],
        'initContainers[name=prepare].securityContext.privileged', true, 'false or absent', 2,
      ),
      bad(
        withDebuggerAs({ privileged: true }), ['SBX-PRV-001', 'SBX-STR-010'],
        'ephemeralContainers[name=debugger].securityContext.privileged', true, 'false or absent', 1,
      ),
    ],
    notApplicable,
  },
  {
    rule: 'SBX-PRV-002',
    good,
    bad: [
      bad(
        unset(`${MAIN}/securityContext/allowPrivilegeEscalation`), ['SBX-PRV-002'],
        'containers[name=main].securityContext.allowPrivilegeEscalation', undefined, 'false',
      ),
      bad(
        set(`${INIT}/securityContext/allowPrivilegeEscalation`, true), ['SBX-PRV-002'],
        'initContainers[name=prepare].securityContext.allowPrivilegeEscalation', true, 'false', 1,
      ),
      bad(
        withDebuggerAs({ allowPrivilegeEscalation: true }), ['SBX-PRV-002', 'SBX-STR-010'],
        'ephemeralContainers[name=debugger].securityContext.allowPrivilegeEscalation', true, 'false',
      ),
    ],
    notApplicable,
  },
  {
    rule: 'SBX-PRV-003',
    good: [...good, variant(GOOD.template, 'other', set(`${MAIN}/securityContext/capabilities/drop`, ['NET_RAW', 'ALL']))],
    bad: [
      bad(
        unset(`${MAIN}/securityContext/capabilities`), ['SBX-PRV-003'],
        'containers[name=main].securityContext.capabilities.drop', undefined, 'with ALL',
      ),
      bad(
        set(`${SIDECAR}/securityContext/capabilities/drop`, ['all']), ['SBX-PRV-003'],
        'initContainers[name=broker].securityContext.capabilities.drop', ['all'], 'with ALL',
      ),
      bad(
        set(`${INIT}/securityContext/capabilities/drop`, ['CAP_ALL']), ['SBX-PRV-003'],
        'initContainers[name=prepare].securityContext.capabilities.drop', ['CAP_ALL'], 'with ALL', 1,
      ),
      bad(
        withDebuggerAs({ capabilities: {} }), ['SBX-PRV-003', 'SBX-STR-010'],
        'ephemeralContainers[name=debugger].securityContext.capabilities.drop', undefined, 'with ALL',
      ),
    ],
    notApplicable,
  },
  {
    rule: 'SBX-PRV-004',
    good: [...good, variant(GOOD.template, 'other', set(`${MAIN}/securityContext/capabilities/add`, []))],
    bad: [
      bad(
        set(`${MAIN}/securityContext/capabilities/add`, ['NET_BIND_SERVICE']), ['SBX-PRV-004'],
        'containers[name=main].securityContext.capabilities.add', ['NET_BIND_SERVICE'], 'absent',
      ),
      bad(
        set(`${INIT}/securityContext/capabilities/add`, ['SYS_ADMIN', 'NET_RAW']), ['SBX-PRV-004'],
        'initContainers[name=prepare].securityContext.capabilities.add', ['SYS_ADMIN', 'NET_RAW'], 'absent', 1,
      ),
      bad(
        withDebuggerAs({ capabilities: { drop: ['ALL'], add: ['SYS_PTRACE'] } }), ['SBX-PRV-004', 'SBX-STR-010'],
        'ephemeralContainers[name=debugger].securityContext.capabilities.add', ['SYS_PTRACE'], 'absent',
      ),
    ],
    notApplicable,
  },
  {
    rule: 'SBX-PRV-005',
    good: [
      ...good,
      variant(GOOD.template, 'other', set(`${SIDECAR}/ports`, [{ containerPort: 1024, protocol: 'TCP' }, { containerPort: 65535, protocol: 'TCP' }])),
    ],
    bad: [
      bad(
        set(`${MAIN}/ports/-`, { name: 'ssh', containerPort: 22, protocol: 'TCP' }), ['SBX-PRV-005'],
        'containers[name=main].ports[name=ssh].containerPort', 22, '1024 to 65535',
      ),
      bad(
        set(`${SIDECAR}/ports`, [{ containerPort: 1023, protocol: 'UDP' }]), ['SBX-PRV-005'],
        'initContainers[name=broker].ports[containerPort=1023].containerPort', 1023, '1024 to 65535',
      ),
      bad(
        set(`${MAIN}/ports/-`, { name: 'high', containerPort: 65536, protocol: 'TCP' }), ['SBX-PRV-005', 'SBX-STR-003'],
        'containers[name=main].ports[name=high].containerPort', 65536, '1024 to 65535', 1,
      ),
    ],
    notApplicable: [...notApplicable, variant(GOOD.template, 'other', unset(`${MAIN}/ports`))],
  },
  {
    rule: 'SBX-PRV-006',
    good: [...good, variant(GOOD.template, 'other', set(`${MAIN}/stdin`, false), set(`${MAIN}/tty`, false))],
    bad: [
      bad(set(`${MAIN}/stdin`, true), ['SBX-PRV-006'], 'containers[name=main].stdin', true, 'false or absent'),
      bad(set(`${POD}/initContainers/1/tty`, true), ['SBX-PRV-006'], 'initContainers[name=prepare].tty', true, 'false or absent', 1),
      bad(
        withDebugger(() => ({ stdin: true })), ['SBX-PRV-006', 'SBX-STR-010'],
        'ephemeralContainers[name=debugger].stdin', true, 'false or absent',
      ),
    ],
    notApplicable,
  },
];
