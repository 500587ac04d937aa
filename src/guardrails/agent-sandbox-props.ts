import { ClusterFacts } from '../profile/cluster-facts';
import { HardeningProfile } from '../profile/hardening-profile';
import { Release } from '../release/release';

/** What holds for everything below a construct. What is left out comes from the nearest construct above that says it. */
export interface AgentSandboxProps {
  /**
   * The release of Agent Sandbox in the cluster. It decides API fields, definitions and images.
   *
   * @default Release.V1_0_12
   */
  readonly release?: Release;

  /**
   * The table of defaults and ceilings.
   *
   * @default HardeningProfile.RESTRICTED_V1
   */
  readonly profile?: HardeningProfile;

  /**
   * What is known of the cluster: address ranges, runtime classes that the platform brings, placement, DNS.
   *
   * @default ClusterFacts.generic()
   */
  readonly cluster?: ClusterFacts;

  /**
   * The day, as ISO date `YYYY-MM-DD`, for which waivers and dates are judged. It decides verdicts and never a byte of the YAML; set it
   * where verdicts have to be the same tomorrow.
   *
   * @default - the current day in UTC
   */
  readonly asOf?: string;
}
