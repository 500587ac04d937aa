import { IConstruct } from 'constructs';
import { AgentSandboxProps } from './agent-sandbox-props';
import { configure, settingsOf } from './settings';
import { ClusterFacts } from '../profile/cluster-facts';
import { HardeningProfile } from '../profile/hardening-profile';
import { Release } from '../release/release';

/**
 * The settings of this library for a construct and everything below it, inherited by scope and set in one place:
 * `AgentSandbox.of(app).configure({ release, profile, cluster, asOf })`.
 */
export class AgentSandbox {
  /** The settings at `scope`: an App, a Chart or any construct. */
  public static of(scope: IConstruct): AgentSandbox {
    return new AgentSandbox(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Sets what holds at this scope and below. Fails where a construct below has already read its settings, since it would keep the old ones,
   * and where the same setting was made here before.
   */
  public configure(props: AgentSandboxProps): void {
    configure(this.scope, props);
  }

  /** The release that holds here. */
  public get release(): Release {
    return settingsOf(this.scope).release;
  }

  /** The hardening profile that holds here. */
  public get profile(): HardeningProfile {
    return settingsOf(this.scope).profile;
  }

  /** The facts of the cluster that hold here. */
  public get cluster(): ClusterFacts {
    return settingsOf(this.scope).cluster;
  }

  /** The day for which waivers and dates are judged here, or undefined for the current day in UTC. */
  public get asOf(): string | undefined {
    return settingsOf(this.scope).asOf;
  }
}
