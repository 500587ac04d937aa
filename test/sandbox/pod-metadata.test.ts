import { expect, test } from 'vitest';
import { failure, place } from './value-support';
import { podMetadataOf } from '../../src/sandbox/pod-metadata';

test('keeps what is given, in the order of the keys', () => {
  const metadata = podMetadataOf(place, { 'team.example.com/b': '2', 'a': '' }, { 'z': '', 'example.com/note': 'anything: ☃ \n' });
  expect(JSON.stringify(metadata)).toBe(JSON.stringify({
    labels: { 'a': '', 'team.example.com/b': '2' }, annotations: { 'example.com/note': 'anything: ☃ \n', 'z': '' },
  }));
});

test('is nothing where nothing is given, and empty where it is empty', () => {
  expect(podMetadataOf(place, undefined, undefined)).toBeUndefined();
  expect(podMetadataOf(place, {}, undefined)).toEqual({ labels: {} });
});

test('takes labels that only look like the router\'s', () => {
  expect(podMetadataOf(place, { 'app': 'sandbox-router-2', 'example.com/app': 'sandbox-router' }, { app: 'sandbox-router' })).toBeDefined();
});

test('takes as many annotations as Kubernetes', () => {
  expect(podMetadataOf(place, undefined, { k: 'x'.repeat(256 * 1024 - 1) })).toBeDefined();
  expect(failure(() => podMetadataOf(place, undefined, { k: 'x'.repeat(256 * 1024) }))).toContain('prop.annotations: got "262145 bytes"');
  expect(failure(() => podMetadataOf(place, undefined, { k: 'é'.repeat(128 * 1024) }))).toContain('262145 bytes');
});

test.each<[string, { [key: string]: string } | undefined, { [key: string]: string } | undefined, string]>([
  ['a label of the controller', { 'agents.x-k8s.io/a': '' }, undefined, 'prop.labels[agents.x-k8s.io/a]'],
  ['an annotation of the extensions', undefined, { 'extensions.agents.x-k8s.io/a': '' }, 'the controller drops it'],
  ['the trace context', undefined, { 'opentelemetry.io/trace-context': '' }, 'prop.annotations[opentelemetry.io/trace-context]'],
  ['the router\'s label', { app: 'sandbox-router' }, undefined, 'prop.labels[app]: got "sandbox-router"'],
  ['a label value of 64 characters', { a: 'x'.repeat(64) }, undefined, 'prop.labels[a]'],
  ['a label value with a blank', { a: 'b c' }, undefined, 'prop.labels[a]: got "b c"'],
  ['a key with a blank', { 'a b': '' }, undefined, 'prop.labels: got "a b"'],
  ['an annotation that is a number', undefined, { a: 1 as unknown as string }, 'prop.annotations[a]: got 1'],
])('fails for %s', (_, labels, annotations, words) => {
  expect(failure(() => podMetadataOf(place, labels, annotations))).toContain(words);
});

test('names the properties as the construct calls them', () => {
  const names = { labels: 'podLabels', annotations: 'podAnnotations' };
  expect(failure(() => podMetadataOf(place, { a: 'b c' }, undefined, names))).toContain('prop.podLabels[a]');
  expect(failure(() => podMetadataOf(place, undefined, { 'a b': '' }, names))).toContain('prop.podAnnotations: got "a b"');
});
