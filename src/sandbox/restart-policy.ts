/** Whether the kubelet starts a container again after it has ended (`restartPolicy`). */
export enum RestartPolicy {
  /** Always: the Pod never ends by itself, so a time to live after the end never begins. */
  ALWAYS = 'Always',
  /** Where it failed. */
  ON_FAILURE = 'OnFailure',
  /** Never: the Pod ends with its program. */
  NEVER = 'Never',
}
