import { family } from './family';
import { placementsAgree, runtimeClassesExist } from '../app/runtime-classes';
import { Severity } from '../severity';

/** RuntimeClasses. */
export const RTC = family([
  {
    id: 'SBX-RTC-001',
    title: 'The handler of a RuntimeClass is a DNS label',
    severity: Severity.HIGH,
    waivable: false,
    rationale: 'The API server refuses any other handler, and never lets one be changed afterwards.',
    remediation: 'Set `handler` to the name that the nodes\' container runtime has for it, as `runsc` or `kata-qemu`.',
    references: {},
    checks: [{
      target: 'OBJECT',
      kinds: ['RuntimeClass'],
      field: 'handler',
      expected: 'a DNS label of at most 63 characters',
      expression: 'object.?handler.orValue(\'\').matches(\'^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$\')',
    }],
  },
  {
    id: 'SBX-RTC-002',
    title: 'A RuntimeClass of sandboxes says its overhead',
    severity: Severity.HIGH,
    rationale: 'Without it neither the scheduler nor quotas count what the guest\'s kernel and its monitor need, and nodes run out of memory.',
    remediation: 'Set `overhead.podFixed` to the cpu and memory that the runtime needs for each Pod: published for Kata Containers, measured for gVisor.',
    references: {},
    checks: [{
      target: 'OBJECT',
      kinds: ['RuntimeClass'],
      field: 'overhead/podFixed',
      expected: 'cpu and memory, each more than 0',
      // Others, for GPUs say, are not for sandboxes.
      when: 'object.?metadata.?name.orValue(\'\') in params.runtimeClasses || object.?handler.orValue(\'\').matches(\'^(runsc|kata)\')',
      expression: '[\'cpu\', \'memory\'].all(resource, resource in object.?overhead.?podFixed.orValue({})'
        + ' && isQuantity(string(object.overhead.podFixed[resource]))'
        + ' && quantity(string(object.overhead.podFixed[resource])).isGreaterThan(quantity(\'0\')))',
    }],
  },
  {
    id: 'SBX-RTC-003',
    title: 'Node selectors of a RuntimeClass and of its Pods agree',
    severity: Severity.HIGH,
    judgedAt: 'synth',
    because: 'It takes the RuntimeClass and the template to tell, and a policy sees one object.',
    rationale: 'The API server adds the class\'s node selector to Pods, and refuses those that have another value for one of its keys.',
    remediation: 'Leave the key out of the template, or give it the value that the RuntimeClass has.',
    prop: 'nodeSelector',
    references: {},
    app: placementsAgree,
  },
  {
    id: 'SBX-RTC-004',
    title: 'The RuntimeClass exists',
    severity: Severity.HIGH,
    judgedAt: 'synth',
    because: 'It takes the RuntimeClass and the template to tell, and a policy sees one object.',
    rationale: 'No Pod is made with a RuntimeClass that is not there: the pool stays empty, and the reason is in no event of it.',
    remediation: 'Add the RuntimeClass to the app, or name it among those that the cluster has by itself.',
    prop: 'ClusterFacts.generic({ runtimeClasses: [\'gvisor\'] })',
    references: {},
    app: runtimeClassesExist,
  },
]);
