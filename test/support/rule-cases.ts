import { ADM_CASES } from './rule-cases/adm';
import { CLM_CASES } from './rule-cases/clm';
import { DNS_CASES } from './rule-cases/dns';
import { FS_CASES } from './rule-cases/fs';
import { IDN_CASES } from './rule-cases/idn';
import { IMG_CASES } from './rule-cases/img';
import { ISO_CASES } from './rule-cases/iso';
import { KRN_CASES } from './rule-cases/krn';
import { LIF_CASES } from './rule-cases/lif';
import { META_CASES } from './rule-cases/meta';
import { NET_CASES } from './rule-cases/net';
import { NSC_CASES } from './rule-cases/nsc';
import { NSP_CASES } from './rule-cases/nsp';
import { POL_CASES } from './rule-cases/pol';
import { PRB_CASES } from './rule-cases/prb';
import { PRV_CASES } from './rule-cases/prv';
import { RBC_CASES } from './rule-cases/rbc';
import { RES_CASES } from './rule-cases/res';
import { RTC_CASES } from './rule-cases/rtc';
import { SCH_CASES } from './rule-cases/sch';
import { SEC_CASES } from './rule-cases/sec';
import { STR_CASES } from './rule-cases/str';
import { RuleCase } from './rule-cases/support';
import { TOK_CASES } from './rule-cases/tok';
import { WIN_CASES } from './rule-cases/win';
import { WVR_CASES } from './rule-cases/wvr';

/** The three tests of every rule. */
export const RULE_CASES: readonly RuleCase[] = [
  ...ISO_CASES, ...SCH_CASES, ...IDN_CASES, ...PRV_CASES, ...KRN_CASES, ...NSP_CASES,
  ...FS_CASES, ...TOK_CASES, ...RES_CASES, ...LIF_CASES, ...PRB_CASES, ...IMG_CASES,
  ...SEC_CASES, ...DNS_CASES, ...NET_CASES, ...CLM_CASES, ...POL_CASES, ...META_CASES,
  ...WIN_CASES, ...STR_CASES, ...NSC_CASES, ...RTC_CASES, ...ADM_CASES, ...RBC_CASES,
  ...WVR_CASES,
];
