import { Chart } from 'cdk8s';
import { describe, expect, test } from 'vitest';
import { Lifetime, Sandbox, SandboxClaim, SandboxRuntime, SandboxTemplate, SandboxWarmPool } from '../src';
import { failure, IMAGE, teamChart } from './support/app';
import { GOOD, WRONG_INPUTS } from './support/wrong-inputs';
import { HELPER_FORMS, RUNTIME_FORMS } from '../src/sandbox/container-forms';
import { POD_FORMS } from '../src/sandbox/pod-forms';

const MESSAGE = /^\[([^\]]+)\] (.+?): got (.+); allowed: (.+); fix: (.+)$/s;
const messageOf = ({ make }: typeof WRONG_INPUTS[number]) => failure(() => make(teamChart()));

test.each(WRONG_INPUTS)('fails for $name', (row) => {
  const message = messageOf(row);
  const [, path, property, given, allowed, fix] = MESSAGE.exec(message) ?? expect.fail(message);
  expect([path, property]).toEqual([row.path, row.property]);
  expect(row.given.endsWith('…') ? `${given.slice(0, row.given.length - 1)}…` : given).toBe(row.given);
  expect(allowed).toContain(row.allowed);
  // What is said is for people: whole, in lower case, without a full stop.
  expect(fix).toMatch(/^[a-z"].*[^.]$/s);
  expect(message).not.toMatch(/undefined is not|Cannot read|is not a function|\[object Object\]/);
});

describe('the table', () => {
  test('has at least 60 rows, each of its own name', () => {
    expect(WRONG_INPUTS.length).toBeGreaterThanOrEqual(60);
    expect(new Set(WRONG_INPUTS.map(({ name }) => name)).size).toBe(WRONG_INPUTS.length);
  });

  test('is about at least 40 checks, which allow different things', () => {
    const checks = new Map(WRONG_INPUTS.map((row) => [row.check, row]));
    expect(checks.size).toBeGreaterThanOrEqual(40);
    const allowed = [...checks.values()].map((row) => MESSAGE.exec(messageOf(row))![4].replace(/\d+/g, '#').replace(/"[^"]*"/g, '""'));
    expect(new Set(allowed).size).toBeGreaterThanOrEqual(40);
  });

  test('has manifests that differ from the good ones, and are plain objects', () => {
    const good = Object.values(GOOD).map((manifest) => JSON.stringify(manifest));
    for (const { name, manifest } of WRONG_INPUTS) {
      if (manifest) expect([name, good.includes(JSON.stringify(manifest))]).toEqual([name, false]);
    }
    expect(WRONG_INPUTS.filter(({ manifest }) => manifest).length).toBeGreaterThanOrEqual(60);
  });
});

describe('a value of a wrong form', () => {
  const python = { image: IMAGE, port: 8000 };
  const constructs: [string, string[], (chart: Chart, props: object) => unknown][] = [
    [
      'a SandboxTemplate', [...Object.keys(POD_FORMS), 'networkPolicyManagement', 'envVarsInjectionPolicy', 'volumeClaimTemplatesPolicy'],
      (chart, props) => new SandboxTemplate(chart, 'it', { ...python, ...props }),
    ],
    [
      'a Sandbox', [...Object.keys(POD_FORMS), 'operatingMode', 'shutdownTime', 'shutdownPolicy'],
      (chart, props) => new Sandbox(chart, 'it', { ...python, ...props }),
    ],
    [
      'a sidecar', Object.keys(HELPER_FORMS).filter((property) => property !== 'name'),
      (chart, props) => new SandboxTemplate(chart, 'it', { ...python, sidecars: [{ name: 'proxy', image: IMAGE, ...props }] }),
    ],
    [
      'a runtime', Object.keys(RUNTIME_FORMS).filter((property) => property !== 'workspacePath' && property !== 'user'),
      (chart, props) => new SandboxTemplate(chart, 'it', { runtime: SandboxRuntime.custom({ image: IMAGE, ...props }) }),
    ],
    [
      'a SandboxWarmPool', ['name', 'template', 'size', 'updateStrategy', 'readinessGracePeriod', 'labels', 'annotations'],
      (chart, props) => new SandboxWarmPool(chart, 'it', { template: SandboxTemplate.fromSandboxTemplateName(chart, 'python', 'python'), ...props }),
    ],
    [
      'a SandboxClaim',
      ['name', 'warmPool', 'lifetime', 'shutdownPolicy', 'env', 'additionalPodMetadata', 'volumeClaimTemplates', 'labels', 'annotations'],
      (chart, props) => new SandboxClaim(chart, 'it', {
        warmPool: SandboxWarmPool.fromSandboxWarmPoolName(chart, 'pool', 'pool'), lifetime: Lifetime.until('2027-06-30T00:00:00Z'), ...props,
      }),
    ],
  ];
  const PLACES: { [construct: string]: string } = { 'a sidecar': 'sidecars[proxy].', 'a runtime': 'runtime.' };
  const WRONG = [true, -1.5, 'x y', () => 1, [[]]];
  const RIGHT: { [property: string]: unknown } = { service: true, server: true };

  describe.each(constructs)('fails for each property of %s', (construct, properties, make) => {
    test.each(properties)('%s', (property) => {
      for (const value of WRONG.filter((each) => each !== RIGHT[property])) {
        const message = failure(() => make(teamChart(), { [property]: value }));
        expect(message.startsWith(`[team-a/it] ${PLACES[construct] ?? ''}${property}`), message).toBe(true);
        expect(message).toMatch(MESSAGE);
      }
    });

    test.each(properties)('but null stands for nothing: %s', (property) => {
      const act = (value: unknown) => () => make(teamChart(), { [property]: value });
      const needed = ['image', 'template', 'warmPool', 'lifetime'].includes(property);
      if (needed) {
        expect(failure(act(null))).toBe(failure(act(undefined)));
      } else {
        expect(act(null)).not.toThrow();
      }
    });
  });
});
