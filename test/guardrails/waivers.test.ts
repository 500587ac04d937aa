import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import {
  Capabilities, EnvVarsInjectionPolicy, Isolation, Lifetime, RootFilesystem, RunAs, SandboxTemplateProps, TopologySpread, Volume,
  VolumeClaimTemplatesPolicy,
} from '../../src';
import { WaiverBook } from '../../src/guardrails/waivers';
import { Place } from '../../src/private/place';
import { failure, manifestOf, newSandbox, newTemplate, OTHER_IMAGE, teamChart, WAIVER } from '../support/app';

const KEY = 'cdk8s-agent-sandbox/waivers';
const annotationOf = (construct: Construct) => manifestOf(construct).metadata.annotations?.[KEY];
const recordsOf = (construct: Construct) => construct.node.metadata.filter(({ type }) => type === 'cdk8s-agent-sandbox/waiver').map(({ data }) => data);

describe('a waiver', () => {
  test('is recorded as metadata of the construct and as an annotation of its object', () => {
    const waiver = { ...WAIVER, ticket: 'SEC-7' };
    const template = newTemplate({ isolation: Isolation.sharedKernel(waiver) });
    const record = { rules: ['SBX-ISO-001'], ...waiver };
    expect(recordsOf(template)).toEqual([record]);
    expect(JSON.parse(annotationOf(template))).toEqual([record]);
  });

  test('names the place in the Pod', () => {
    const template = newTemplate({
      sidecars: [{ name: 'proxy', image: OTHER_IMAGE, capabilities: Capabilities.add(['CHOWN'], WAIVER), runAs: RunAs.systemUser(101, WAIVER) }],
      rootFilesystem: RootFilesystem.writable(WAIVER),
      topologySpread: [TopologySpread.strict('topology.kubernetes.io/zone', WAIVER)],
    });
    expect(recordsOf(template).map(({ rules, at }) => [rules.join(), at])).toEqual([
      ['SBX-SCH-005', 'topologySpreadConstraints[topologyKey=topology.kubernetes.io/zone]'],
      ['SBX-FS-003', 'containers[name=main]'],
      ['SBX-IDN-002,SBX-IDN-006', 'initContainers[name=proxy]'],
      ['SBX-PRV-004', 'initContainers[name=proxy]'],
    ]);
  });

  test('that comes late is shown too', () => {
    const template = newTemplate();
    expect(annotationOf(template)).toBeUndefined();
    template.addSidecar({ name: 'proxy', image: OTHER_IMAGE, rootFilesystem: RootFilesystem.writable(WAIVER) });
    expect(JSON.parse(annotationOf(template))).toEqual([{ rules: ['SBX-FS-003'], ...WAIVER, at: 'initContainers[name=proxy]' }]);
  });

  test('stands beside the user\'s annotations', () => {
    const template = newTemplate({ annotations: { note: 'x' }, isolation: Isolation.sharedKernel(WAIVER) });
    expect(Object.keys(manifestOf(template).metadata.annotations)).toEqual([KEY, 'note']);
  });

  test('reaches neither the Pod, which tenants read, nor other objects', () => {
    const sandbox = newSandbox({ isolation: Isolation.sharedKernel(WAIVER) });
    expect(JSON.stringify(manifestOf(sandbox).spec)).not.toContain(WAIVER.reason);
    expect(Chart.of(sandbox).toJson().filter(({ metadata }) => metadata.annotations).map(({ kind }) => kind)).toEqual(['Sandbox']);
  });

  test('is one of each deviation, in the order in which they were found', () => {
    const open: Partial<SandboxTemplateProps> = {
      envVarsInjectionPolicy: EnvVarsInjectionPolicy.allowed(WAIVER), volumeClaimTemplatesPolicy: VolumeClaimTemplatesPolicy.allowed(WAIVER),
    };
    expect(recordsOf(newTemplate(open)).map(({ rules }) => rules)).toEqual([['SBX-SEC-004'], ['SBX-SEC-005']]);
  });

  test('of a claim stands on the claim', () => {
    const claim = newTemplate().addWarmPool('pool').addClaim('claim', { lifetime: Lifetime.unbounded(WAIVER) });
    expect(recordsOf(claim)).toEqual([{ rules: ['SBX-CLM-001'], ...WAIVER }]);
  });

  test('is needed in a template alone where one Sandbox has nobody to share with', () => {
    const mounts = [{ path: '/data', volume: Volume.sharedPersistentVolumeClaim('data', 'shared', WAIVER) }];
    expect(recordsOf(newTemplate({ mounts })).map(({ rules, at }) => [...rules, at])).toEqual([['SBX-FS-008', 'volumes[name=data]']]);
    expect(recordsOf(newSandbox({ mounts }))).toEqual([]);
  });
});

describe('the book', () => {
  test('shows on an object what comes before and after it', () => {
    const chart = teamChart();
    const book = new WaiverBook(chart);
    book.waive(Place.of(chart), WAIVER, ['A']);
    const object = new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'ConfigMap' });
    book.showOn(object);
    book.waive(Place.of(chart).at('prop'), WAIVER, ['B', 'C'], 'containers[name=main]');
    expect(JSON.parse(object.metadata.toJson().annotations[KEY]).map(({ rules }: any) => rules)).toEqual([['A'], ['B', 'C']]);
    expect(recordsOf(chart)).toHaveLength(2);
  });

  test('writes nothing where nothing is waived, and records nothing that is refused', () => {
    const chart = teamChart();
    const book = new WaiverBook(chart);
    const object = new ApiObject(chart, 'object', { apiVersion: 'v1', kind: 'ConfigMap' });
    book.showOn(object);
    expect(failure(() => book.waive(Place.of(chart).at('prop'), { ...WAIVER, expires: 'soon' }, ['A']))).toContain('[team-a] prop.expires: got "soon"');
    expect(object.metadata.toJson()).not.toHaveProperty('annotations');
    expect(recordsOf(chart)).toEqual([]);
  });
});
