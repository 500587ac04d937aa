// What several rules ask of a Pod, in CEL.

/** Whether a container of `initContainers` is a trusted sidecar. */
const isSidecar = (container: string): string => `has(${container}.restartPolicy) && ${container}.restartPolicy == 'Always'`;

/** Containers that run code of the sandbox's user: all but the trusted sidecars. */
const UNTRUSTED = `(pod.containers + pod.?initContainers.orValue([]).filter(c, !(${isSidecar('c')})) + pod.?ephemeralContainers.orValue([]))`;

/** Containers that run as long as the Pod does: its local disk is theirs together. */
export const LASTING = `(pod.containers + pod.?initContainers.orValue([]).filter(c, ${isSidecar('c')}))`;

/** Of the volume in question: whether a container mounts it that is no trusted sidecar. */
export const MOUNTED_BY_UNTRUSTED = `${UNTRUSTED}.exists(c, c.?volumeMounts.orValue([]).exists(m, m.name == volume.name))`;

/** Of a container of `initContainers`: that it is no trusted sidecar. */
export const NO_SIDECAR = `!(${isSidecar('container')})`;
