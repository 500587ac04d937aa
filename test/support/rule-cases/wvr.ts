import { RuleCase } from './support';

export const WVR_CASES: readonly RuleCase[] = [];
