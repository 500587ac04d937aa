import { bad, INIT, SERVED_POD, set, SIDECAR, unset, variant } from './made';
import { CONFIG_MAP, GOOD, GOOD_KATA, MAIN, POD, RuleCase } from './support';

const good = [GOOD.template, GOOD.sandbox, SERVED_POD, variant(GOOD_KATA.template, 'kata')];
const notApplicable = [CONFIG_MAP, GOOD.claim];
const OFF = 'false or absent';

export const NSP_CASES: readonly RuleCase[] = [
  {
    rule: 'SBX-NSP-001',
    good: [...good, variant(GOOD.template, 'off', ...['hostNetwork', 'hostPID', 'hostIPC'].map((field) => set(`${POD}/${field}`, false)))],
    bad: [
      bad(set(`${POD}/hostNetwork`, true), ['SBX-ISO-002', 'SBX-NSP-001'], 'hostNetwork', true, OFF),
      bad(set(`${POD}/hostPID`, true), ['SBX-NSP-001'], 'hostPID', true, OFF),
      bad(set(`${POD}/hostIPC`, true), ['SBX-NSP-001'], 'hostIPC', true, OFF, 1),
      bad(set('/spec/hostPID', true), ['SBX-NSP-001'], 'hostPID', true, OFF, 2),
    ],
    notApplicable,
  },
  {
    rule: 'SBX-NSP-002',
    good: [...good, variant(GOOD.template, 'zero', set(`${MAIN}/ports/0/hostPort`, 0), set(`${MAIN}/ports/0/hostIP`, ''))],
    bad: [
      bad(set(`${MAIN}/ports/0/hostPort`, 8000), ['SBX-NSP-002'], 'containers[name=main].ports[containerPort=8000].hostPort', 8000, 'absent'),
      bad(
        set(`${MAIN}/ports/0/hostIP`, '0.0.0.0'), ['SBX-NSP-002'],
        'containers[name=main].ports[containerPort=8000].hostIP', '0.0.0.0', 'absent', 1,
      ),
      bad(
        set(`${SIDECAR}/ports`, [
          { name: 'a', containerPort: 9000, protocol: 'TCP' }, { name: 'b', containerPort: 9001, hostPort: 1, protocol: 'TCP' },
        ]), ['SBX-NSP-002'],
        'initContainers[name=broker].ports[name=b].hostPort', 1, 'absent',
      ),
      bad(
        set(`${INIT}/ports`, [{ name: 'a', containerPort: 9000, hostPort: 9000, protocol: 'TCP' }]), ['SBX-NSP-002'],
        'initContainers[name=prepare].ports[name=a].hostPort', 9000, 'absent',
      ),
    ],
    notApplicable: [...notApplicable, variant(GOOD.template, 'portless', unset(`${MAIN}/ports`))],
  },
  {
    rule: 'SBX-NSP-003',
    good: [...good, variant(GOOD.template, 'off', set(`${POD}/shareProcessNamespace`, false))],
    bad: [
      bad(set(`${POD}/shareProcessNamespace`, true), ['SBX-NSP-003'], 'shareProcessNamespace', true, OFF),
      bad(set(`${POD}/shareProcessNamespace`, true), ['SBX-NSP-003'], 'shareProcessNamespace', true, OFF, 1),
    ],
    notApplicable,
  },
  {
    rule: 'SBX-NSP-004',
    good: [...good, variant(GOOD.template, 'off', set(`${POD}/setHostnameAsFQDN`, false))],
    bad: [
      bad(set(`${POD}/hostname`, 'kubernetes'), ['SBX-NSP-004'], 'hostname', 'kubernetes', 'absent'),
      bad(set(`${POD}/hostnameOverride`, 'db.team-a'), ['SBX-NSP-004'], 'hostnameOverride', 'db.team-a', 'absent'),
      bad(set(`${POD}/subdomain`, 'db'), ['SBX-NSP-004'], 'subdomain', 'db', 'absent', 1),
      bad(set('/spec/setHostnameAsFQDN', true), ['SBX-NSP-004'], 'setHostnameAsFQDN', true, OFF, 2),
    ],
    notApplicable,
  },
];
