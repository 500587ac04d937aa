import { bad, INIT, SERVED_POD, set, variant, withDebuggerAs } from './made';
import { CONFIG_MAP, GOOD, GOOD_KATA, POD, RuleCase } from './support';

export const WIN_CASES: readonly RuleCase[] = [
  {
    rule: 'SBX-WIN-001',
    good: [GOOD.template, GOOD.sandbox, SERVED_POD, variant(GOOD_KATA.template, 'kata')],
    bad: [
      bad(
        set(`${POD}/securityContext/windowsOptions`, { hostProcess: true }), ['SBX-WIN-001'],
        'securityContext.windowsOptions', { hostProcess: true }, 'absent',
      ),
      bad(
        set(`${INIT}/securityContext/windowsOptions`, { runAsUserName: 'ContainerAdministrator' }), ['SBX-WIN-001'],
        'initContainers[name=prepare].securityContext.windowsOptions', { runAsUserName: 'ContainerAdministrator' }, 'absent', 1,
      ),
      bad(
        withDebuggerAs({ windowsOptions: { gmsaCredentialSpecName: 'domain' } }), ['SBX-STR-010', 'SBX-WIN-001'],
        'ephemeralContainers[name=debugger].securityContext.windowsOptions', { gmsaCredentialSpecName: 'domain' }, 'absent',
      ),
    ],
    notApplicable: [CONFIG_MAP, GOOD.claim],
  },
];
