/** A request or limit of a container that its programs may see (`resourceFieldRef.resource`). */
export enum ResourceField {
  /** The CPU limit, by default in whole cores, rounded up. */
  CPU_LIMIT = 'limits.cpu',
  /** The CPU request, by default in whole cores, rounded up. */
  CPU_REQUEST = 'requests.cpu',
  /** The memory limit, by default in bytes. */
  MEMORY_LIMIT = 'limits.memory',
  /** The memory request, by default in bytes. */
  MEMORY_REQUEST = 'requests.memory',
  /** The limit of local disk, by default in bytes. */
  EPHEMERAL_STORAGE_LIMIT = 'limits.ephemeral-storage',
  /** The request of local disk, by default in bytes. */
  EPHEMERAL_STORAGE_REQUEST = 'requests.ephemeral-storage',
}
