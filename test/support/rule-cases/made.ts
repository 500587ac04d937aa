import { AS_OF, BadCase, GOOD, Operation, patched, POD } from './support';
import { ClusterFacts, SandboxTemplateProps } from '../../../src';
import { JsonObject } from '../../../src/private/json';
import { manifestOf, newTemplate } from '../app';

/** A template as this library makes it for a cluster. */
export function templateFor(cluster: ClusterFacts, props: Partial<SandboxTemplateProps> = {}): JsonObject {
  return manifestOf(newTemplate(props, { asOf: AS_OF, cluster }));
}

/** A bad object: the ids of all rules that fail, then place, value and wanted text of the finding that it is about. */
export function bad(patch: Operation, fails: readonly string[], place: string, found: unknown, wanted: string, object = 0): BadCase {
  return { patch, object, fails, place, found, wanted };
}

/** Adds a field, or puts another value in its place. */
export const set = (path: string, value: unknown): Operation => ({ op: 'add', path, value });

/** Takes a field away. */
export const unset = (path: string): Operation => ({ op: 'remove', path });

/** The PodSpec of a template or Sandbox. */
export const podOf = (object: JsonObject): JsonObject => ((object.spec as JsonObject).podTemplate as JsonObject).spec as JsonObject;

/** Another object: the same under another name, changed. */
export function variant(object: JsonObject, name: string, ...operations: Operation[]): JsonObject {
  return [{ op: 'replace', path: '/metadata/name', value: name } as const, ...operations].reduce(patched, object);
}

/** The good objects' trusted sidecar and their init container. */
export const SIDECAR = `${POD}/initContainers/0`;
export const INIT = `${POD}/initContainers/1`;

/** An ephemeral container, which is as the init container is but for the fields given. SBX-STR-010 is about any. */
export function withDebugger(fields: (container: JsonObject) => JsonObject): Operation {
  const [, init] = podOf(GOOD.template).initContainers as JsonObject[];
  return set(`${POD}/ephemeralContainers`, [{ ...init, name: 'debugger', ...fields(init) }]);
}

/** The same with fields of its security context. */
export const withDebuggerAs = (fields: JsonObject): Operation => (
  withDebugger(({ securityContext }) => ({ securityContext: { ...securityContext as JsonObject, ...fields } }))
);

/** A Pod as the server has it: with its defaults, what its admission plugins add, and placed on a node. */
export function served(pod: JsonObject): JsonObject {
  const spec = pod.spec as JsonObject;
  const containers = (list: unknown): unknown => (list as JsonObject[] | undefined)?.map((container) => ({
    terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File', imagePullPolicy: 'IfNotPresent', ...container,
  }));
  return {
    ...pod,
    metadata: { ...pod.metadata as JsonObject, uid: 'd2719e2c-6ba6-4d0f-8ac9-7f8d2e2f3c1a', resourceVersion: '7', creationTimestamp: `${AS_OF}T00:00:00Z` },
    spec: {
      dnsPolicy: 'ClusterFirst',
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      enableServiceLinks: true,
      preemptionPolicy: 'PreemptLowerPriority',
      priority: 0,
      schedulerName: 'default-scheduler',
      overhead: { cpu: '250m', memory: '160Mi' },
      nodeName: 'node-1',
      ...spec,
      serviceAccount: spec.serviceAccountName,
      tolerations: [
        ...spec.tolerations as JsonObject[] | undefined ?? [],
        ...['not-ready', 'unreachable'].map((taint) => (
          { key: `node.kubernetes.io/${taint}`, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 }
        )),
      ],
      containers: containers(spec.containers),
      initContainers: containers(spec.initContainers),
    },
    status: { phase: 'Pending', qosClass: 'Burstable', conditions: [{ type: 'PodScheduled', status: 'True' }] },
  };
}

/** The good template's Pod on a node. */
export const SERVED_POD = served(GOOD.pod);
