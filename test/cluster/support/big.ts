import { Manifest } from './client';
import { JsonObject } from '../../../src/private/json';
import { GOOD, part, patched, POD } from '../../support/rule-cases/support';

/** How large: as no sandbox is, and as the definition allows. */
export interface Size {
  readonly containers: number;
  readonly variables: number;
  readonly volumes: number;
  readonly rules: number;
  readonly peers: number;
}

const BIG: Size = { containers: 20, variables: 100, volumes: 30, rules: 50, peers: 20 };

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));

function bigSpec(spec: JsonObject, { containers, variables, volumes }: Size): JsonObject {
  const main = part(spec, '/containers/0');
  return {
    ...spec,
    containers: many(containers, (index) => ({
      ...main,
      name: `main-${index}`,
      ports: [{ name: `port-${index}`, containerPort: 8000 + index, protocol: 'TCP' }],
      readinessProbe: undefined,
      env: many(variables, (number) => ({ name: `VARIABLE_${number}`, value: `a value of some length, as there are: ${number}` })),
      volumeMounts: many(volumes, (number) => ({ name: `volume-${number}`, mountPath: `/data/${number}` })),
      resources: { limits: { 'cpu': '100m', 'memory': '64Mi', 'ephemeral-storage': '1Gi' }, requests: { 'cpu': '100m', 'memory': '64Mi', 'ephemeral-storage': '1Gi' } },
    })),
    volumes: [...spec.volumes as JsonObject[], ...many(volumes, (number) => ({ name: `volume-${number}`, emptyDir: { sizeLimit: '16Mi' } }))],
  };
}

/** A template of such a size. */
export function bigTemplate(size = BIG): Manifest {
  const egress = many(size.rules, (rule) => ({
    to: many(size.peers, (peer) => ({ ipBlock: { cidr: `8.${rule}.${peer}.0/24`, except: [`8.${rule}.${peer}.0/28`] } })), ports: [{ port: 443, protocol: 'TCP' }],
  }));
  const template = patched(GOOD.template, { op: 'replace', path: POD, value: bigSpec(part(GOOD.template, POD), size) });
  return patched(template, { op: 'replace', path: '/spec/networkPolicy/egress', value: egress }) as Manifest;
}

/** A Pod of such a size. */
export function bigPod(size = BIG): Manifest {
  return patched(GOOD.pod, { op: 'replace', path: '/spec', value: bigSpec(part(GOOD.pod, '/spec'), size) }) as Manifest;
}
