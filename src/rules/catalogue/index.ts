import { ADM, ADM_DOCUMENTED } from './adm';
import { CLM, CLM_DOCUMENTED } from './clm';
import { DNS } from './dns';
import { FS } from './fs';
import { IDN } from './idn';
import { IMG } from './img';
import { ISO } from './iso';
import { KRN } from './krn';
import { LIF, LIF_DOCUMENTED } from './lif';
import { META } from './meta';
import { NET, NET_DOCUMENTED } from './net';
import { NSC, NSC_DOCUMENTED } from './nsc';
import { NSP } from './nsp';
import { POL } from './pol';
import { PRB } from './prb';
import { PRV } from './prv';
import { RBC, RBC_DOCUMENTED } from './rbc';
import { RES, RES_DOCUMENTED } from './res';
import { RTC } from './rtc';
import { SCH } from './sch';
import { SEC } from './sec';
import { STR, STR_DOCUMENTED } from './str';
import { TOK } from './tok';
import { WIN } from './win';
import { WVR } from './wvr';
import { DocumentedRow, Rule } from '../rule';

/** All rules, in the order in which GUARDRAILS.md has them. */
export const CATALOGUE: readonly Rule[] = [
  ...ISO, ...SCH, ...IDN, ...PRV, ...KRN, ...NSP,
  ...FS, ...TOK, ...RES, ...LIF, ...PRB, ...IMG, ...SEC, ...DNS, ...NET,
  ...CLM, ...POL, ...META, ...WIN, ...STR, ...NSC, ...RTC, ...ADM, ...RBC, ...WVR,
];

/** Rows that no rule can judge. */
export const DOCUMENTED: readonly DocumentedRow[] = [
  ...RES_DOCUMENTED, ...LIF_DOCUMENTED, ...NET_DOCUMENTED, ...CLM_DOCUMENTED, ...STR_DOCUMENTED, ...NSC_DOCUMENTED,
  ...ADM_DOCUMENTED, ...RBC_DOCUMENTED,
];

const BY_ID = new Map(CATALOGUE.map((rule) => [rule.id, rule]));

/** The rule with an id. */
export function ruleOf(id: string): Rule | undefined {
  return BY_ID.get(id);
}
