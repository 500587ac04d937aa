import { IConstruct } from 'constructs';
import { AgentSandboxProps } from './agent-sandbox-props';
import { formed, Forms, madeBy } from '../private/forms';
import { Place } from '../private/place';
import { checkDate } from '../private/time';
import { ClusterFacts } from '../profile/cluster-facts';
import { HardeningProfile } from '../profile/hardening-profile';
import { Release } from '../release/release';

/** The settings that hold at a construct. */
export interface Settings {
  readonly release: Release;
  readonly profile: HardeningProfile;
  readonly cluster: ClusterFacts;
  readonly asOf?: string;
}

// Global symbols, since an app may hold two copies of this package.
const SETTINGS = Symbol.for('cdk8s-agent-sandbox.settings');
const READER = Symbol.for('cdk8s-agent-sandbox.settings.reader');

/** A construct with what this file notes on it: the settings made there, and who below was the first to read them. */
type Noted = IConstruct & { [SETTINGS]?: AgentSandboxProps; [READER]?: IConstruct };

const FORMS: Forms<AgentSandboxProps> = {
  release: madeBy(Release, 'Release.V1_0_12 or Release.of(…)'),
  profile: madeBy(HardeningProfile, 'HardeningProfile.RESTRICTED_V1 or HardeningProfile.custom(…)'),
  cluster: madeBy(ClusterFacts, 'ClusterFacts.generic()'),
  asOf: null,
};

let genericCluster: ClusterFacts | undefined;

/** The settings that hold at `scope`, each from the nearest construct at or above that makes it. From then on they are fixed there. */
export function settingsOf(scope: IConstruct): Settings {
  let found: AgentSandboxProps = {};
  for (let at: Noted | undefined = scope; at; at = at.node.scope) {
    if (at[SETTINGS]) found = { ...at[SETTINGS], ...found };
    at[READER] ??= scope;
  }
  return {
    release: found.release ?? Release.V1_0_12,
    profile: found.profile ?? HardeningProfile.RESTRICTED_V1,
    cluster: found.cluster ?? (genericCluster ??= ClusterFacts.generic()),
    asOf: found.asOf,
  };
}

/** Makes settings at `scope`. */
export function configure(scope: IConstruct, props: AgentSandboxProps): void {
  const place = Place.of(scope).at('configure');
  const noted: Noted = scope;
  if (noted[READER]) {
    const reader = noted[READER] === scope ? 'the program' : noted[READER].node.path;
    place.fail({
      given: `settings after ${reader} has read them`,
      allowed: 'settings before the first construct below that uses them',
      fix: reader === 'the program' ? 'call configure(…) first, and read them afterwards' : `call AgentSandbox.of(…).configure(…) before "${reader}" is made`,
    });
  }
  const given = Object.fromEntries(Object.entries(formed(place, props, FORMS)).filter(([, value]) => value !== undefined)) as AgentSandboxProps;
  for (const key of Object.keys(given)) {
    if (noted[SETTINGS] && key in noted[SETTINGS]) {
      place.at(key).fail({ given: 'a second value', allowed: 'one value at a scope', fix: 'set it once, or at another construct' });
    }
  }
  if (given.asOf !== undefined) checkDate(place.at('asOf'), given.asOf, 'give the day for which waivers are judged');
  given.cluster?._check(place.at('cluster'));
  noted[SETTINGS] = { ...noted[SETTINGS], ...given };
}
