import { containersOf, Demand } from '../demand';

/** A demand on the manifest of a template; some rows say something on a platform alone. */
export interface Row extends Demand {
  readonly platform?: 'gke';
}

type Predicate = (template: any) => boolean;
type Change = (template: any) => void;

/** An image by its digest, its host written out. */
export const PINNED = /^(localhost|[^/]*[.:][^/]*)\/[^@]+@sha256:[0-9a-f]{64}$/;

/** The PodSpec of a template. */
export const specOf = (template: any) => template.spec.podTemplate.spec;

/** The Pod's metadata of a template. */
export const metaOf = (template: any) => template.spec.podTemplate.metadata ?? {};

/** The security context of a container. */
export const security = (container: any) => container.securityContext ?? {};

/** Predicates over the PodSpec, and over all its containers, volumes and mounts. */
export const pod = (holds: (spec: any) => boolean): Predicate => (template) => holds(specOf(template));
export const every = (holds: (container: any, spec: any) => boolean) => (
  pod((spec) => containersOf(spec).every((container) => holds(container, spec)))
);
export const everyVolume = (holds: (volume: any) => boolean) => pod((spec) => (spec.volumes ?? []).every(holds));
export const everyMount = (holds: (mount: any, spec: any) => boolean) => (
  every((container, spec) => (container.volumeMounts ?? []).every((mount: any) => holds(mount, spec)))
);

/** Changes of the PodSpec, of its main container and of their security contexts, and one volume more. */
export const inPod = (change: (spec: any) => void): Change => (template) => change(specOf(template));
export const inMain = (change: (container: any) => void) => inPod((spec) => change(spec.containers[0]));
export const inSecurity = (fields: object) => inMain((container) => Object.assign(container.securityContext, fields));
export const inPodSecurity = (fields: object) => inPod((spec) => Object.assign(spec.securityContext, fields));
export const withVolume = (source: object) => inPod((spec) => spec.volumes.push({ name: 'extra', ...source }));
