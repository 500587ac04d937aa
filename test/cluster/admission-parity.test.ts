import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startForAdmission } from './support/admission';
import { ControlPlane } from './support/control-plane';
import { BOTH, compare, deniedBy, Group, Specimen, specimens, Verdict } from './support/parity';
import { SANDBOX_KINDS } from '../../src/rules/kinds';

/** Rules of which no bad object gets as far as a policy. */
const REFUSED_THERE: { readonly [id: string]: string } = {
  'SBX-RTC-001': 'the server itself takes no handler that is no DNS label',
};

let cluster: ControlPlane | undefined;
let groups: readonly Group[];
let verdicts: readonly Verdict[];
let refused: readonly { readonly specimen: Specimen; readonly reason: string }[];

beforeAll(async () => {
  const made = specimens();
  groups = made.groups;
  cluster = await startForAdmission();
  ({ verdicts, refused } = await compare(cluster, groups, made.specimens));
}, 600_000);
afterAll(() => cluster?.stop());

describe('of every good, bad, waived and mutated object', () => {
  test('server and judge say the same, rule by rule', () => {
    const differences = verdicts.filter(({ server, ours }) => server.join() !== ours.join())
      .map(({ specimen: { name, manifest }, server, ours }) => ({ name, kind: manifest.kind, server, ours }));
    expect(differences).toEqual([]);
    expect(verdicts.filter(({ isFull }) => !isFull).map(({ specimen }) => specimen.name), 'more failures than the server tells').toEqual([]);
  });

  test('there are enough', () => {
    const mutated = verdicts.filter(({ specimen: { name, manifest } }) => name.includes(' mutant ') && [...SANDBOX_KINDS, 'Pod'].includes(manifest.kind));
    const excused = verdicts.filter(({ specimen: { waiver }, ours, server }) => (
      waiver && !ours.includes(waiver.rules[0]) && !server.includes(waiver.rules[0])
    ));
    console.log(`${verdicts.length} objects compared, ${mutated.length} of them mutated ones of the four kinds and Pods; ${excused.length} excused by a waiver`);
    expect(mutated.length).toBeGreaterThanOrEqual(2000);
    expect(excused.length).toBeGreaterThanOrEqual(100);
  });

  test('each rule that is judged at both places passes and fails on the server', () => {
    const rows = BOTH.map(({ id }) => ({
      id,
      passes: verdicts.filter(({ holds, server }) => holds.includes(id) && !server.includes(id)).length,
      fails: verdicts.filter(({ server }) => server.includes(id)).length,
    }));
    console.log(`passes and failures on the server\n${rows.map(({ id, passes, fails }) => `${id} ${passes} ${fails}`).join('\n')}`);
    expect(rows.filter(({ id, passes, fails }) => passes < 10 || (fails < 10 && !Object.hasOwn(REFUSED_THERE, id)))).toEqual([]);
    expect(rows.filter(({ fails }) => fails === 0).map(({ id }) => id)).toEqual(Object.keys(REFUSED_THERE));
  });
});

describe('the server', () => {
  const denied = ({ server, specimen }: Verdict): string[] => server.filter((id) => deniedBy(id, groups[specimen.group]));

  test('refuses what a rule of high or critical severity does not hold for, and nothing else', () => {
    const wrong = verdicts.filter((verdict) => (verdict.answer.refusal?.includes('ValidatingAdmissionPolicy') === true) !== (denied(verdict).length > 0));
    expect(wrong.map(({ specimen, answer, server }) => [specimen.name, answer.refusal, server])).toEqual([]);
  });

  test('says which rule', () => {
    const silent = verdicts.filter((verdict) => denied(verdict).length > 0 && !denied(verdict).some((id) => verdict.answer.refusal!.includes(`: ${id} `)));
    expect(silent.map(({ specimen, answer }) => [specimen.name, answer.refusal])).toEqual([]);
  });

  test('warns of the others, in words that are not cut off', () => {
    const accepted = verdicts.filter(({ answer }) => answer.object);
    const others = accepted.flatMap((verdict) => verdict.server.map((id) => ({ id, verdict })));
    const silent = others.filter(({ id, verdict: { warnings } }) => !warnings.some((warning) => warning.includes(`: ${id} `)));
    expect(others.length).toBeGreaterThan(300);
    expect(silent.map(({ id, verdict }) => [verdict.specimen.name, id])).toEqual([]);
    const messages = verdicts.flatMap(({ warnings }) => warnings).map((warning) => /^Validation failed for .*?' with binding '.*?': (.*)$/s.exec(warning)?.[1] ?? '');
    expect(messages.filter((message) => message.length > 256)).toEqual([]);
  });

  test('refuses by itself what a case says it does', () => {
    expect(verdicts.filter(({ specimen }) => specimen.refused).map(({ specimen }) => specimen.name)).toEqual([]);
    const cases = refused.filter(({ specimen: { name } }) => / bad /.test(name));
    console.log(`refused before any policy sees it:\n${cases.map(({ specimen, reason }) => `${specimen.name}: ${reason.slice(0, 160)}`).join('\n')}`);
  });
});
