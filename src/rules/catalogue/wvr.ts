import { family, RuleRow } from './family';
import { Severity } from '../severity';

const base: Pick<RuleRow, 'judgedAt' | 'because' | 'waivable' | 'references'> = {
  judgedAt: 'synth', because: 'The cluster has no waivers: what the app accepts is written into the policies as exceptions.', waivable: false, references: {},
};

/** What waivers themselves have to keep. */
export const WVR = family([
  {
    ...base,
    id: 'SBX-WVR-001',
    title: 'A waiver names rules that there are',
    severity: Severity.HIGH,
    waiver: 'unknown',
    rationale: 'A misspelled id lifts nothing, or, once a rule gets that id, something that nobody looked at.',
    remediation: 'Write the id as GUARDRAILS.md or your own rule has it.',
  },
  {
    ...base,
    id: 'SBX-WVR-002',
    title: 'A waiver is for rules that it can lift',
    severity: Severity.MEDIUM,
    waiver: 'unwaivable',
    rationale: 'Some rules hold for every sandbox, since nothing works or nothing is isolated without them; a waiver for one misleads its readers.',
    remediation: 'Remove the waiver and mend what it was given for.',
  },
  {
    ...base,
    id: 'SBX-WVR-003',
    title: 'The day of a waiver has not passed',
    severity: Severity.MEDIUM,
    waiver: 'expired',
    rationale: 'What was accepted for a time is accepted no longer: its findings fail again, with the verdict `expired`.',
    remediation: 'Mend what it was given for, or have its owner renew it.',
  },
  {
    ...base,
    id: 'SBX-WVR-004',
    title: 'A waiver ends within the time that the profile allows',
    severity: Severity.HIGH,
    waiver: 'overlong',
    rationale: 'A waiver without an end in sight is a decision that nobody will look at again.',
    remediation: 'Give a nearer day. The profile says how far it may be (`waiverCeilingDays`).',
  },
  {
    ...base,
    id: 'SBX-WVR-005',
    title: 'A waiver is given where the deviation is',
    severity: Severity.MEDIUM,
    waiver: 'broad',
    rationale: 'A waiver for several namespaces also lifts what comes later, for teams that its owner does not know.',
    remediation: 'Give it at the construct that deviates, with the place (`at`).',
  },
  {
    ...base,
    id: 'SBX-WVR-006',
    title: 'A waiver lifts something',
    severity: Severity.MEDIUM,
    waiver: 'unused',
    rationale: 'A waiver that lifts nothing is left over, or its place is misspelled; the next deviation there would pass unseen.',
    remediation: 'Remove it, or correct the place (`at`).',
  },
  {
    ...base,
    id: 'SBX-WVR-007',
    title: 'A waiver does not end within days',
    severity: Severity.LOW,
    waiver: 'ending',
    rationale: 'On the day after, synth fails: there is little time left to mend the cause.',
    remediation: 'Mend what it was given for, or have its owner renew it before it ends.',
  },
]);
