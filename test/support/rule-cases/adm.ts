import { RuleCase } from './support';

export const ADM_CASES: readonly RuleCase[] = [];
