import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { apply, create, createNamespace, Manifest } from './client';
import { ControlPlane } from './control-plane';
import { podProjectionOf } from '../../../src/sandbox/pod-projection';
import { SAMPLES, synthesized } from '../../support/samples';

/** Objects that belong together, and the Pods that their templates and Sandboxes stand for. */
export interface Product {
  readonly name: string;
  /** The release line that they are for. */
  readonly line: string;
  readonly objects: readonly Manifest[];
  readonly pods: readonly Manifest[];
  /** What Pod Security `restricted` says of the Pods, where it refuses them. */
  readonly refused?: RegExp;
}

/** Everything that examples, file by file as they are committed, and samples synthesize. */
export const PRODUCTS: readonly Product[] = [...exampleFiles(), ...SAMPLES.map((sample) => ({ ...sample, ...synthesized(sample) }))];

function exampleFiles(): Product[] {
  const root = join(__dirname, '..', '..', '..', 'examples');
  return readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory()).flatMap(({ name }) => {
    const dist = join(root, name, 'dist');
    return readdirSync(dist).sort().map((file): Product => {
      const objects = parseAllDocuments(readFileSync(join(dist, file), 'utf8')).map((document) => document.toJS() as Manifest);
      const pods = objects.filter(({ kind }) => kind === 'SandboxTemplate' || kind === 'Sandbox').map((owner) => podProjectionOf(owner as never) as never);
      return { name: `${name}/${file.replace('.k8s.yaml', '')}`, line: file.includes('line-0-5') ? '0.5' : '1.0', objects, pods };
    });
  });
}

/** Makes the namespaces that objects are in. */
export async function namespacesFor(cluster: ControlPlane, objects: readonly Manifest[], labels: Record<string, string> = {}): Promise<void> {
  const names = new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []));
  await Promise.all([...names].map((name) => createNamespace(cluster.kubeConfig, name, labels)));
}

/** Makes what Pods refer to by name and the server looks up: their RuntimeClasses, PriorityClasses and ServiceAccounts. */
export async function surroundingsFor(cluster: ControlPlane, pods: readonly Manifest[]): Promise<void> {
  const classes = distinct(pods.map(({ spec }) => spec.runtimeClassName));
  const priorities = distinct(pods.map(({ spec }) => spec.priorityClassName));
  const objects = [
    ...classes.map((name) => ({ apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name }, handler: name })),
    ...priorities.map((name) => ({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value: 0 })),
  ];
  await Promise.all(objects.map((object) => create(cluster.kubeConfig, object)));
  // Two Pods of a namespace may share one.
  await Promise.all(pods.map(({ metadata: { namespace }, spec }) => (
    apply(cluster.kubeConfig, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: spec.serviceAccountName, namespace } })
  )));
}

const distinct = (names: readonly (string | undefined)[]): string[] => [...new Set(names.filter((name) => name !== undefined))];
