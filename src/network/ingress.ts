import { NetworkPort, PortRule } from './network-port';
import { peerOf, podsPeer, portRules } from './rule';
import type * as manifest from '../../imports/manifests';
import { Place } from '../private/place';
import { CONTROLLER_NAMESPACE, ROUTER_LABEL } from '../release/names';

/**
 * What an Ingress is among others: alone, or any number.
 *
 * @internal
 */
export type IngressKind = 'none' | 'sources';

/**
 * Who may connect to a sandbox: an entry of `ingress` of a NetworkPolicy. Everybody whom no entry names is kept out, other sandboxes
 * included. The node's kubelet, which runs the probes, is let in by most network plugins without a rule.
 */
export class Ingress {
  /**
   * The router: Pods with the label `app: sandbox-router` in the namespace `agent-sandbox-system`, on the ports that the sandbox's containers
   * declare. The default where a port is declared. Without a declared port it is an error.
   */
  public static router(): Ingress {
    return new Ingress('sources', (place, declared) => ({
      from: [peerOf(ROUTER_LABEL, CONTROLLER_NAMESPACE)],
      ports: declaredPorts(place, declared),
    }));
  }

  /**
   * Pods of the cluster (`namespaceSelector` and `podSelector` in one peer), as programs that use the sandbox without the router.
   *
   * @param selector at least one label that the Pods have, with its value
   * @param namespace the name of their namespace
   * @param ports ports of the sandbox; by default those that its containers declare
   */
  public static pods(selector: { [key: string]: string }, namespace: string, ports?: NetworkPort[]): Ingress {
    return new Ingress('sources', (place, declared) => ({
      from: [podsPeer(place, selector, namespace)],
      ports: ports === undefined ? declaredPorts(place, declared) : portRules(place.at('ports'), ports),
    }));
  }

  /** Nobody (`ingress: []`). The default where no port is declared. It has to stand alone. */
  public static none(): Ingress {
    return new Ingress('none', () => undefined);
  }

  private constructor(
    /** @internal */ public readonly _kind: IngressKind,
    private readonly render: (place: Place, declared: readonly PortRule[]) => manifest.NetworkPolicyIngressRule | undefined,
  ) {}

  /** @internal */
  public _toRules(place: Place, declared: readonly PortRule[]): manifest.NetworkPolicyIngressRule[] {
    const rule = this.render(place, declared);
    return rule === undefined ? [] : [rule];
  }
}

/** The ports that the containers declare. Without any, a rule would open all. */
function declaredPorts(place: Place, declared: readonly PortRule[]): readonly PortRule[] {
  if (declared.length === 0) {
    place.at('ports').fail({
      given: 'no port that a container declares',
      allowed: 'at least one port (a rule without ports opens all of them)',
      fix: 'declare the port that the program listens on, or use Ingress.none()',
    });
  }
  return declared;
}
