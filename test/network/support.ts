import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { Egress } from '../../src/network/egress';
import { Ingress } from '../../src/network/ingress';
import { Network, networkOf } from '../../src/network/network-policy';
import { Place } from '../../src/private/place';
import { ClusterFacts } from '../../src/profile/cluster-facts';

/** The place of a template in a user's app: its path is `team-a/python`. */
export const place = Place.of(new Construct(new Chart(new App(), 'team-a'), 'python'));

export interface Given {
  readonly egress?: Egress[];
  readonly ingress?: Ingress[];
  readonly ports?: { port: number; protocol: string }[];
  readonly cluster?: ClusterFacts;
}

/** The network of a template that declares one port. */
export function network({ egress, ingress, ports = [{ port: 8888, protocol: 'TCP' }], cluster = ClusterFacts.generic() }: Given): Network {
  return networkOf(place, cluster, { egress, ingress, ports });
}

/** The exceptions from the one block of the one rule. */
export function exceptionsOf(egress: Egress, cluster?: ClusterFacts): string[] | undefined {
  const [rule] = network({ egress: [egress], cluster }).egress as { to: { ipBlock: { cidr: string; except?: string[] } }[] }[];
  return rule.to[0].ipBlock.except;
}
