import { ruleParameters, RuleParameters } from './parameters';
import { RuleHead } from './rule-head';
import { Severity } from './severity';
import { ClusterFacts } from '../profile/cluster-facts';
import { HardeningProfile } from '../profile/hardening-profile';
import { Severities } from '../profile/profile-values';
import { Release } from '../release/release';

/** By what an object is judged, as plain data: what a profile, a cluster and a release come to. Equal settings share one. */
export interface Standard {
  /** The profile's name. */
  readonly profile: string;
  readonly severities: Severities;
  readonly release: Release;
  readonly parameters: RuleParameters;
  /** The policy that the platform enforces on sandboxes whatever this app says, where there is one that nobody can edit. */
  readonly managedPolicy?: string;
}

/** What a profile, a cluster and a release come to for the judge. */
export function standardOf(profile: HardeningProfile, cluster: ClusterFacts, release: Release): Standard {
  return {
    profile: profile.name,
    severities: profile._severities,
    release,
    parameters: ruleParameters(profile, cluster),
    managedPolicy: cluster._platformPolicies.find(({ editable }) => !editable)?.name,
  };
}

/** A rule's severity by a standard: in the baseline, what is high warns alone, but for what managed policies refuse as well and for rules of your own. */
export function severityOf({ id, severity, references }: RuleHead, { severities }: Standard): Severity {
  const stays = references.upstreamPolicy !== undefined || !id.startsWith('SBX-');
  return severities === 'baseline' && severity === Severity.HIGH && !stays ? Severity.MEDIUM : severity;
}

/** The platform's policy that enforces a rule whatever waiver there is. */
export function managedPolicyFor({ references }: RuleHead, { managedPolicy }: Standard): string | undefined {
  return references.upstreamPolicy === undefined ? undefined : managedPolicy;
}
