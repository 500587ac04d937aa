import { family } from './family';
import { POD_KINDS } from '../kinds';
import { Severity } from '../severity';

/** Windows. */
export const WIN = family([
  {
    id: 'SBX-WIN-001',
    title: 'No Windows options',
    severity: Severity.CRITICAL,
    waivable: false,
    rationale: 'Options for Windows make a container a process of the host, or give it the account of a domain. A sandbox runs on Linux, where they promise '
      + 'nothing that holds.',
    remediation: 'Leave `securityContext.windowsOptions` out, for the Pod and for every container.',
    references: { podSecurity: ['windowsHostProcess'], cis: ['5.2.10'], scanners: ['KSV-0103', 'Polaris hostProcess'] },
    checks: [
      {
        target: 'POD',
        kinds: POD_KINDS,
        field: 'securityContext/windowsOptions',
        expected: 'absent',
        expression: '!pod.?securityContext.?windowsOptions.hasValue()',
      },
      {
        target: 'CONTAINER',
        kinds: POD_KINDS,
        field: 'securityContext/windowsOptions',
        expected: 'absent',
        expression: '!container.?securityContext.?windowsOptions.hasValue()',
      },
    ],
  },
]);
