import { ContainerPort, Protocol } from './container-port';
import type * as manifest from '../../imports/manifests';
import { compact } from '../private/json';
import { Place } from '../private/place';
import { checkOneOf, checkPort, checkPortName } from '../private/syntax';

const PROTOCOLS = Object.values(Protocol);

/** The `ports` of a container. The protocol is written out: the server's default would show as a difference to tools that compare. */
export function portsOf(place: Place, ports: readonly ContainerPort[]): manifest.ContainerPort[] {
  const names = new Set<string>();
  const numbers = new Set<string>();
  return ports.map(({ port, name, protocol }, index) => {
    const at = place.item(index);
    const json = {
      name: name === undefined ? undefined : checkPortName(at.at('name'), name),
      containerPort: checkPort(at.at('port'), port),
      protocol: protocol === undefined ? Protocol.TCP : checkOneOf(at.at('protocol'), protocol, PROTOCOLS),
    };
    addOnce(at, 'port', numbers, `${port}/${json.protocol}`, 'each number once with each protocol');
    if (name !== undefined) addOnce(at, 'name', names, name, 'each name once');
    return compact<manifest.ContainerPort>(json)!;
  });
}

function addOnce(place: Place, property: string, seen: Set<string>, value: string, allowed: string): void {
  if (seen.has(value)) place.at(property).fail({ given: value, allowed, fix: 'leave one of them out, or change it' });
  seen.add(value);
}
