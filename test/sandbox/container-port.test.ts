import { expect, test } from 'vitest';
import { failure, misfits, place, podSchema } from './value-support';
import { ContainerPort, Protocol } from '../../src/sandbox/container-port';
import { portsOf } from '../../src/sandbox/container-ports';

test('maps ports in their order, the protocol written out, unnamed ones without a name', () => {
  const json = portsOf(place, [{ port: 8888 }, { port: 53, name: 'dns', protocol: Protocol.UDP }, { port: 53, name: 'dns-tcp' }, { port: 8888, protocol: Protocol.SCTP }]);
  expect(json).toEqual([
    { containerPort: 8888, protocol: 'TCP' },
    { name: 'dns', containerPort: 53, protocol: 'UDP' },
    { name: 'dns-tcp', containerPort: 53, protocol: 'TCP' },
    { containerPort: 8888, protocol: 'SCTP' },
  ]);
  expect(json.flatMap((item) => misfits(podSchema('containers[].ports[]'), item))).toEqual([]);
});

test('no ports stay no ports', () => {
  expect(portsOf(place, [])).toEqual([]);
});

test.each<[string, ContainerPort[], string]>([
  ['port 0', [{ port: 0 }], 'prop[0].port: got 0'],
  ['port 65536', [{ port: 65536 }], 'prop[0].port: got 65536'],
  ['a port as a text', [{ port: '80' as unknown as number }], 'prop[0].port: got "80"'],
  ['a protocol in lower case', [{ port: 80, protocol: 'tcp' as Protocol }], 'prop[0].protocol: got "tcp"; allowed: TCP, UDP, SCTP'],
  ['a long name', [{ port: 80, name: 'a-very-long-name' }], 'prop[0].name: got "a-very-long-name"'],
  ['a name without a letter', [{ port: 80, name: '80' }], 'prop[0].name: got "80"'],
  ['a name twice', [{ port: 80, name: 'http' }, { port: 81, name: 'http' }], 'prop[1].name: got "http"; allowed: each name once'],
  ['a number twice', [{ port: 80, name: 'a' }, { port: 80, name: 'b', protocol: Protocol.TCP }], 'prop[1].port: got "80/TCP"'],
])('fails for %s', (_, ports, words) => {
  expect(failure(() => portsOf(place, ports))).toContain(words);
});
