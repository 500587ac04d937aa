import { describe, expect, test } from 'vitest';
import { changed, Leaf } from './schema-values';
import { schemaFaults } from '../../src/judge/schema';
import { podSpecSchema, schemaFor } from '../../src/judge/schema-of';
import { Release } from '../../src/release/release';
import { SAMPLES, synthesized } from '../support/samples';
import { GOOD } from '../support/wrong-inputs';

const faultsOf = (object: any, release = Release.V1_0_12) => schemaFaults(object, schemaFor(release, object.apiVersion, object.kind)!);

const POD = ['spec', 'podTemplate', 'spec'];
const MAIN = [...POD, 'containers', 0];
const main = 'containers[name=main]';
const condition = { type: 'Ready', status: 'True', reason: 'Ready', message: '', lastTransitionTime: '2027-06-30T00:00:00Z' };
const { template, pool, claim } = GOOD;
const sandbox = { ...GOOD.sandbox, status: { conditions: [condition] } };
const CONDITION = ['status', 'conditions', 0];
const alpha = { apiVersion: 'agents.x-k8s.io/v1alpha1', kind: 'Sandbox', metadata: { name: 'old' }, spec: { replicas: 1, podTemplate: { spec: { containers: [] } } } };
const a = (name: string) => ({ name, value: 'x' });

/** A good object, a place in it, values that are right there, one that is not, and what is said of it: `pod.` stands for the place of the Pod's spec. */
type Row = [object: any, way: Leaf['way'], right: unknown[], wrong: unknown, place: string, fault: string, wanted: string];

const ROWS: Row[] = [
  // Fields that do not exist.
  [template, [...POD, 'runtimClassName'], [], 'gvisor', 'pod.runtimClassName', 'unknown', 'a field of podTemplate.spec; did you mean runtimeClassName?'],
  [template, [...POD, 'RUNTIMECLASSNAME'], [], 'gvisor', 'pod.RUNTIMECLASSNAME', 'unknown', 'a field of podTemplate.spec; did you mean runtimeClassName?'],
  [template, [...MAIN, 'imagePulPolicy'], [], 'Always', `pod.${main}.imagePulPolicy`, 'unknown', `a field of ${main}; did you mean imagePullPolicy?`],
  [template, [...POD, 'nothingLikeIt'], [], 1, 'pod.nothingLikeIt', 'unknown', 'a field of podTemplate.spec'],
  [template, [...POD, '__proto__'], [], 1, 'pod.__proto__', 'unknown', 'a field of podTemplate.spec'],
  [template, [...POD, 'constructor'], [], {}, 'pod.constructor', 'unknown', 'a field of podTemplate.spec'],
  [template, [...MAIN, 'resources', 'limitz'], [], {}, `pod.${main}.resources.limitz`, 'unknown', 'a field of resources; did you mean limits?'],
  [template, [...MAIN, 'resources', 'cpu'], [], '1', `pod.${main}.resources.cpu`, 'unknown', 'a field of resources: claims, limits, requests'],
  [template, ['sepc'], [], {}, 'sepc', 'unknown', 'a field of the object; did you mean spec?'],
  [template, ['status'], [], {}, 'status', 'unknown', 'a field of the object: apiVersion, kind, metadata, spec'],
  [template, ['spec', 'pool'], [], 1, 'spec.pool', 'unknown', 'a field of spec: envVarsInjectionPolicy, networkPolicy, networkPolicyManagement, podTemplate, service, volumeClaimTemplates, volumeClaimTemplatesPolicy'],
  [template, ['metadata', 'label'], [], { app: 'a' }, 'metadata.label', 'unknown', 'a field of metadata; did you mean labels?'],
  [template, ['spec', 'podTemplate', 'metadata', 'name'], [], 'x', 'spec.podTemplate.metadata.name', 'unknown', 'a field of podTemplate.metadata: annotations, labels'],
  [template, [...POD, 'volumes'], [[{ name: 'a', ephemeral: { volumeClaimTemplate: { metadata: {}, spec: {} } } }]],
    [{ name: 'a', ephemeral: { volumeClaimTemplate: { metadata: { labels: {} }, spec: {} } } }],
    'pod.volumes[name=a].ephemeral.volumeClaimTemplate.metadata.labels', 'unknown', 'no field: volumeClaimTemplate.metadata has none here'],

  // Types.
  [template, ['spec'], [], [], 'spec', 'type', 'object'],
  [template, ['spec'], [], 'text', 'spec', 'type', 'object'],
  [template, ['spec'], [], new Date(0), 'spec', 'type', 'object'],
  [template, [...POD, 'containers'], [[]], { name: 'main' }, 'pod.containers', 'type', 'array'],
  [template, [...POD, 'containers', 1], [], 'main', 'pod.containers[1]', 'type', 'object'],
  [template, [...POD, 'hostNetwork'], [true, false], 'false', 'pod.hostNetwork', 'type', 'boolean'],
  [template, [...POD, 'hostNetwork'], [], 0, 'pod.hostNetwork', 'type', 'boolean'],
  [template, [...POD, 'activeDeadlineSeconds'], [0, -0, 30], '30', 'pod.activeDeadlineSeconds', 'type', 'integer'],
  [template, [...POD, 'activeDeadlineSeconds'], [], 1.5, 'pod.activeDeadlineSeconds', 'type', 'integer'],
  [template, [...POD, 'activeDeadlineSeconds'], [], NaN, 'pod.activeDeadlineSeconds', 'type', 'integer'],
  [template, [...MAIN, 'env'], [[a('A')]], [{ name: 'PORT', value: 8080 }], `pod.${main}.env[name=PORT].value`, 'type', 'string'],
  [template, [...MAIN, 'env'], [], [{ name: true }], `pod.${main}.env[0].name`, 'type', 'string'],
  [template, ['metadata', 'labels'], [{ app: 'a' }, {}], { app: 1 }, 'metadata.labels[app]', 'type', 'string'],
  [template, ['metadata', 'labels'], [JSON.parse('{ "__proto__": "a" }')], JSON.parse('{ "__proto__": 1 }'), 'metadata.labels[__proto__]', 'type', 'string'],
  [template, ['metadata', 'annotations'], [], ['a'], 'metadata.annotations', 'type', 'object'],
  [template, [...POD, 'nodeSelector'], [{ 'kubernetes.io/os': 'linux' }], { 'a/b~c': true }, 'pod.nodeSelector[a/b~c]', 'type', 'string'],
  [template, [...MAIN, 'resources', 'limits'], [{ cpu: 1, memory: 2 ** 40 }, { cpu: '0.5', memory: '1Gi' }], { cpu: 0.5 },
    `pod.${main}.resources.limits[cpu]`, 'type', 'integer or string'],
  [template, [...MAIN, 'resources', 'limits'], [{ cpu: -(2 ** 63) }], { cpu: 2 ** 63 }, `pod.${main}.resources.limits[cpu]`, 'type', 'integer or string'],
  [template, [...MAIN, 'livenessProbe'], [{ httpGet: { port: 80 } }, { httpGet: { port: 'http' } }], { httpGet: { port: true } },
    `pod.${main}.livenessProbe.httpGet.port`, 'type', 'integer or string'],
  [claim, ['spec', 'lifecycle', 'shutdownTime'], ['2027-06-30T00:00:00Z'], ['2027-06-30T00:00:00Z'], 'spec.lifecycle.shutdownTime', 'type', 'string'],

  // Null is absent in a field and in a map, and something in a list.
  [template, [...POD, 'tolerations'], [null, undefined, []], [null], 'pod.tolerations[0]', 'null', 'object'],
  [template, [...MAIN, 'args'], [['a']], ['a', undefined], `pod.${main}.args[1]`, 'null', 'string'],
  [template, ['metadata', 'labels'], [null, { app: null }, { app: undefined }], { app: [null] }, 'metadata.labels[app]', 'type', 'string'],
  [template, [...POD, 'hostNetwork'], [null, undefined], {}, 'pod.hostNetwork', 'type', 'boolean'],
  [template, ['more'], [undefined], null, 'more', 'unknown', 'a field of the object: apiVersion, kind, metadata, spec'],

  // What has to be there.
  [template, [...MAIN, 'name'], ['main'], undefined, 'pod.containers[0].name', 'required', 'string'],
  [template, [...MAIN, 'name'], [], null, 'pod.containers[0].name', 'required', 'string'],
  [template, ['spec'], [], undefined, 'spec', 'required', 'object'],
  [template, [...POD, 'containers'], [], undefined, 'pod.containers', 'required', 'array'],
  [pool, ['spec', 'sandboxTemplateRef'], [{ name: 'a' }], {}, 'spec.sandboxTemplateRef.name', 'required', 'string'],
  [template, ['metadata', 'ownerReferences'], [[{ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'b', controller: true, blockOwnerDeletion: false }]],
    [{ apiVersion: 'v1', kind: 'Pod', name: 'a' }], 'metadata.ownerReferences[0].uid', 'required', 'string'],

  // What may be there once.
  [template, [...MAIN, 'env'], [[a('A'), a('B')], []], [a('A'), a('B'), a('A')], `pod.${main}.env[name=A]`, 'duplicate', 'another name than item 0'],
  [template, [...MAIN, 'ports'], [
    [{ containerPort: 80 }, { containerPort: 81 }], [{ containerPort: 80 }, { containerPort: 80, protocol: 'UDP' }],
  ], [{ name: 'http', containerPort: 80 }, { containerPort: 80, protocol: 'TCP' }],
  `pod.${main}.ports[containerPort=80]`, 'duplicate', 'another containerPort and protocol than item 0'],
  [template, [...MAIN, 'ports'], [], [{ containerPort: 80 }, { name: 'http', containerPort: 80, protocol: null }],
    `pod.${main}.ports[name=http]`, 'duplicate', 'another containerPort and protocol than item 0'],
  [template, [...POD, 'imagePullSecrets'], [[{}], [{ name: 'a' }, {}]], [{ name: 'a' }, { name: '' }, {}], 'pod.imagePullSecrets[2]', 'duplicate', 'another name than item 1'],
  [template, [...MAIN, 'volumeMounts'], [[{ name: 'a', mountPath: '/a' }, { name: 'a', mountPath: '/b' }]], [{ name: 'a', mountPath: '/a' }, { name: 'b', mountPath: '/a' }],
    `pod.${main}.volumeMounts[mountPath=/a]`, 'duplicate', 'another mountPath than item 0'],
  [template, [...POD, 'hostAliases'], [[{ ip: '1.1.1.1' }, { ip: '1.1.1.2' }]], [{ ip: '1.1.1.1' }, { ip: '1.1.1.1' }], 'pod.hostAliases[ip=1.1.1.1]', 'duplicate', 'another ip than item 0'],
  [template, [...MAIN, 'restartPolicyRules'], [[{ action: 'Restart', exitCodes: { operator: 'In', values: [1, 2] } }]],
    [{ action: 'Restart', exitCodes: { operator: 'In', values: [1, 2, 2] } }],
    `pod.${main}.restartPolicyRules[0].exitCodes.values[2]`, 'duplicate', 'another value than item 1'],
  [template, [...POD, 'tolerations'], [[{ key: 'a' }, { key: 'a' }]], [{ key: 'a' }, { key: 'a', operater: 'Exists' }],
    'pod.tolerations[key=a].operater', 'unknown', 'a field of tolerations[key=a]; did you mean operator?'],

  // Forms and ranges.
  [template, [...MAIN, 'ports'], [[{ containerPort: 2 ** 31 - 1 }], [{ containerPort: -(2 ** 31) }]], [{ containerPort: 2 ** 31 }],
    `pod.${main}.ports[containerPort=2147483648].containerPort`, 'format', 'integer from -2147483648 to 2147483647'],
  [template, [...POD, 'activeDeadlineSeconds'], [2 ** 63 - 1024, -(2 ** 63)], 2 ** 63, 'pod.activeDeadlineSeconds', 'format',
    'integer from -9223372036854775808 to 9223372036854775807'],
  [claim, ['spec', 'lifecycle', 'shutdownTime'], ['2028-02-29T00:00:00+02:00'], '2027-02-29T00:00:00Z', 'spec.lifecycle.shutdownTime', 'format',
    'date-time with its zone, as 2027-06-30T00:00:00Z'],
  [template, ['metadata', 'creationTimestamp'], [null, '2027-06-30T00:00:00Z'], '', 'metadata.creationTimestamp', 'format', 'date-time with its zone, as 2027-06-30T00:00:00Z'],
  [pool, ['spec', 'replicas'], [0, 7], -1, 'spec.replicas', 'minimum', 'at least 0'],
  [pool, ['spec', 'readinessGracePeriodSeconds'], [30], 29, 'spec.readinessGracePeriodSeconds', 'minimum', 'at least 30'],
  [alpha, ['spec', 'replicas'], [0, 1], 2, 'spec.replicas', 'maximum', 'at most 1'],
  [alpha, ['spec', 'replicas'], [], -1, 'spec.replicas', 'minimum', 'at least 0'],
  [sandbox, [...CONDITION, 'reason'], ['R', 'R'.repeat(1024)], '', 'status.conditions[0].reason', 'length', 'at least 1 character'],
  [sandbox, [...CONDITION, 'reason'], [], 'R'.repeat(1025), 'status.conditions[0].reason', 'length', 'at most 1024 characters'],
  [sandbox, [...CONDITION, 'message'], ['\u{1f600}'.repeat(32768)], 'a'.repeat(32769), 'status.conditions[0].message', 'length', 'at most 32768 characters'],
  [sandbox, [...CONDITION, 'reason'], ['A_b:c'], 'not one word', 'status.conditions[0].reason', 'pattern', 'text that matches ^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$'],
  [template, [...MAIN, 'resources', 'limits'], [{ cpu: '.5', memory: '1e3' }], { memory: '1 Gi' }, `pod.${main}.resources.limits[memory]`, 'pattern', 'quantity, as 500m or 2Gi'],
  [sandbox, [...CONDITION, 'status'], ['True', 'False', 'Unknown'], 'Yes', 'status.conditions[0].status', 'enum', 'one of True, False, Unknown'],
  [sandbox, [...CONDITION, 'status'], [], 'true', 'status.conditions[0].status', 'enum', 'one of True, False, Unknown; did you mean True?'],
  [template, ['spec', 'networkPolicyManagement'], ['Managed', 'Unmanaged'], 'managed', 'spec.networkPolicyManagement', 'enum', 'one of Managed, Unmanaged; did you mean Managed?'],
  [claim, ['spec', 'lifecycle', 'shutdownPolicy'], ['Delete', 'DeleteForeground', 'Retain'], 'Deleted', 'spec.lifecycle.shutdownPolicy', 'enum',
    'one of Delete, DeleteForeground, Retain; did you mean Delete?'],

  // Metadata of an object as the server has put it down.
  [template, ['metadata', 'generation'], [3], '3', 'metadata.generation', 'type', 'integer'],
  [template, ['metadata', 'finalizers'], [['a/b']], 'a/b', 'metadata.finalizers', 'type', 'array'],
  [template, ['metadata', 'managedFields'], [[{ manager: 'kubectl', operation: 'Apply', apiVersion: 'v1', time: null, fieldsType: 'FieldsV1', fieldsV1: { 'f:spec': 1 }, subresource: '' }]],
    [{ fieldsV1: [], managr: 'kubectl' }], 'metadata.managedFields[0].managr', 'unknown', 'a field of managedFields[0]; did you mean manager?'],
];

const named = (rows: readonly Row[]) => rows.map((row) => [`${row[4]} is ${JSON.stringify(row[3])?.slice(0, 60)}`, row] as const);

const releaseOf = ({ apiVersion }: any) => (apiVersion.endsWith('v1alpha1') ? Release.V0_5_6 : Release.V1_0_12);

describe('an object is right', () => {
  test.each(Object.entries({ ...GOOD, alpha, sandboxWithStatus: sandbox }))('as %s', (_, object) => {
    expect(faultsOf(object, releaseOf(object))).toEqual([]);
  });

  test.each(named(ROWS.filter(([, , right]) => right.length > 0)))('with another value than where %s', (_, [object, way, right]) => {
    for (const value of right) expect(faultsOf(changed(object, way, value), releaseOf(object))).toEqual([]);
  });

  test.each(SAMPLES.map((sample) => [sample.name, sample] as const))('where this library makes it: %s', (_, sample) => {
    const { objects, pods, line } = synthesized(sample);
    const release = line === '0.5' ? Release.V0_5_6 : Release.V1_0_12;
    for (const object of objects) {
      const schema = schemaFor(release, object.apiVersion, object.kind);
      if (schema) expect(schemaFaults(object, schema)).toEqual([]);
    }
    for (const pod of pods) expect(schemaFaults(pod.spec, podSpecSchema(release))).toEqual([]);
  });
});

describe('an object is wrong', () => {
  test.each(named(ROWS))('where %s', (_, [object, way, , wrong, place, fault, wanted]) => {
    const faults = faultsOf(changed(object, way, wrong), releaseOf(object));
    expect(faults.map((each) => [each.place.replace('spec.podTemplate.spec.', 'pod.'), each.fault, each.wanted])).toEqual([[place, fault, wanted]]);
  });

  test('in several places: what it has in its order, and then what it lacks', () => {
    const wrong = { ...template, more: 1, metadata: { label: {}, labels: { a: 1 } }, spec: { pool: 1, service: 'yes' } };
    expect(faultsOf(wrong).map(({ pointer, fault }) => `${fault} ${pointer}`)).toEqual([
      'unknown /metadata/label', 'type /metadata/labels/a', 'unknown /spec/pool', 'type /spec/service', 'required /spec/podTemplate', 'unknown /more',
    ]);
  });

  test('in each container by itself', () => {
    const wrong = changed(template, [...POD, 'containers'], [{ image: 'a' }, { name: 'b', ports: [{}] }, null, { name: 'b' }]);
    expect(faultsOf(wrong).map(({ place, fault }) => `${fault} ${place.replace('spec.podTemplate.spec.', '')}`)).toEqual([
      'required containers[0].name', 'required containers[name=b].ports[0].containerPort', 'null containers[2]', 'duplicate containers[name=b]',
    ]);
  });
});

describe('a fault', () => {
  test('has all there is to know', () => {
    expect(faultsOf(changed(template, [...MAIN, 'ports'], [{ name: 'http', containerPort: '80' }]))).toEqual([{
      pointer: '/spec/podTemplate/spec/containers/0/ports/0/containerPort',
      place: 'spec.podTemplate.spec.containers[name=main].ports[name=http].containerPort',
      fault: 'type',
      found: '80',
      wanted: 'integer',
    }]);
  });

  test('of an item that is there again shows its keys alone, since the rest may be secret, each time', () => {
    const again = { name: 'A', value: 'secret' };
    expect(faultsOf(changed(template, [...MAIN, 'env'], [again, again, again])).map(({ pointer, found, wanted }) => ({ pointer, found, wanted }))).toEqual([
      { pointer: '/spec/podTemplate/spec/containers/0/env/1', found: { name: 'A' }, wanted: 'another name than item 0' },
      { pointer: '/spec/podTemplate/spec/containers/0/env/2', found: { name: 'A' }, wanted: 'another name than item 0' },
    ]);
    expect(faultsOf(changed(template, [...MAIN, 'ports'], [{ containerPort: 80 }, { containerPort: 80 }]))[0].found).toEqual({ containerPort: 80, protocol: 'TCP' });
    expect(faultsOf(changed(template, [...MAIN, 'restartPolicyRules'], [{ action: 'A', exitCodes: { operator: 'In', values: [7, 7] } }]))[0].found).toBe(7);
  });

  test('is not said twice of items whose keys are wrong', () => {
    const wrong = [{ name: {} }, { name: {} }, {}, {}, 'A', 'A'];
    expect(faultsOf(changed(template, [...MAIN, 'env'], wrong)).map(({ fault }) => fault)).toEqual(['type', 'type', 'required', 'required', 'type', 'type']);
    const ports = [{ containerPort: {} }, { containerPort: {} }, { containerPort: 80, protocol: [] }, { containerPort: 80, protocol: [] }];
    expect(faultsOf(changed(template, [...MAIN, 'ports'], ports)).map(({ fault }) => fault)).toEqual(['type', 'type', 'type', 'type']);
    const values = [[1], [1], 1.5, null, null];
    const rules = [{ action: 'Restart', exitCodes: { operator: 'In', values } }];
    expect(faultsOf(changed(template, [...MAIN, 'restartPolicyRules'], rules)).map(({ fault }) => fault)).toEqual(['type', 'type', 'type', 'null', 'null']);
  });

  test('has nothing found where something is required', () => {
    expect(faultsOf(changed(template, [...MAIN, 'name'], null))[0].found).toBeUndefined();
  });

  test('has a pointer by RFC 6901', () => {
    expect(faultsOf(changed(template, ['metadata', 'labels'], { 'a/b~c~/': 1 }))).toMatchObject([{ pointer: '/metadata/labels/a~1b~0c~0~1', place: 'metadata.labels[a/b~c~/]' }]);
    expect(faultsOf({ ...template, '': 1 })).toMatchObject([{ pointer: '/', place: '' }]);
  });

  test('is at a claim template by the name in its metadata', () => {
    const templates = [{ metadata: { name: 'work' }, spec: { accessModes: 'ReadWriteOnce' } }, { metadata: 'work', spec: { sise: 1 } }];
    expect(faultsOf(changed(template, ['spec', 'volumeClaimTemplates'], templates)).map(({ place, wanted }) => `${place}: ${wanted}`)).toEqual([
      'spec.volumeClaimTemplates[name=work].spec.accessModes: array',
      'spec.volumeClaimTemplates[1].metadata: object',
      'spec.volumeClaimTemplates[1].spec.sise: a field of volumeClaimTemplates[1].spec',
    ]);
  });

  test('is at a port by its name, or else its number', () => {
    const ports = [{ name: 'http', containerPort: 80, x: 1 }, { containerPort: 81, x: 1 }, { name: 5, containerPort: '82' }];
    expect(faultsOf(changed(template, [...MAIN, 'ports'], ports)).map(({ place }) => place.split('.ports')[1])).toEqual([
      '[name=http].x', '[containerPort=81].x', '[name=5].name', '[name=5].containerPort',
    ]);
  });
});

describe('a part of an object', () => {
  const schema = podSpecSchema(Release.V1_0_12);
  const at = { pointer: '/spec/template/spec', place: 'spec.template.spec' };

  test('has faults at its place in the object', () => {
    expect(schemaFaults({ containers: [{ name: 'a', imag: 'b' }], zzz: 1 }, schema, at)).toEqual([
      { pointer: '/spec/template/spec/containers/0/imag', place: 'spec.template.spec.containers[name=a].imag', fault: 'unknown', found: 'b', wanted: 'a field of containers[name=a]; did you mean image?' },
      { pointer: '/spec/template/spec/zzz', place: 'spec.template.spec.zzz', fault: 'unknown', found: 1, wanted: 'a field of spec.template.spec' },
    ]);
  });

  test('may be wrong as a whole', () => {
    expect(schemaFaults([], schema, at)).toEqual([{ ...at, fault: 'type', found: [], wanted: 'object' }]);
    expect(schemaFaults(null, schema, at)).toEqual([{ ...at, fault: 'null', found: null, wanted: 'object' }]);
    expect(schemaFaults(undefined, schema)).toEqual([{ pointer: '', place: '', fault: 'null', found: undefined, wanted: 'object' }]);
  });

  test('may be a list or a map', () => {
    const list = { type: 'array', items: { type: 'array', items: { type: 'object', properties: { a: { type: 'string' } } } } };
    expect(schemaFaults([[{ b: 1 }], 5], list)).toMatchObject([
      { pointer: '/0/0/b', place: '[0][0].b', wanted: 'a field of [0][0]: a' }, { pointer: '/1', place: '[1]', fault: 'type' },
    ]);
    expect(schemaFaults([[{ b: 1 }]], list, { pointer: '/x', place: 'x' })).toMatchObject([{ pointer: '/x/0/0/b', place: 'x[0][0].b' }]);
    const map = { type: 'object', additionalProperties: { type: 'object', properties: {} } };
    expect(schemaFaults({ k: { b: 1 } }, map)).toMatchObject([{ place: '[k].b', wanted: 'no field: [k] has none here' }]);
  });
});
