import { Size } from 'cdk8s';

/** Who may mount a volume. Modes for several nodes are not offered: a sandbox's files are its own. */
export enum AccessMode {
  /** Pods of one node. */
  READ_WRITE_ONCE = 'ReadWriteOnce',
  /** One Pod in the whole cluster (CSI drivers alone). */
  READ_WRITE_ONCE_POD = 'ReadWriteOncePod',
}

/**
 * A volume that each sandbox gets for itself and that outlives its Pod (`volumeClaimTemplates[]`): the controller makes the claim
 * `<name>-<sandbox>` from it and deletes it with the sandbox. Containers mount it by `Volume.claimTemplate(name)`.
 */
export interface VolumeClaimTemplate {
  /** The name, a DNS label that no volume of the Pod has. */
  readonly name: string;

  /** The size that is asked for (`resources.requests.storage`). */
  readonly size: Size;

  /**
   * The StorageClass.
   *
   * @default - the cluster's default class, which the guardrails report: what it is differs between clusters
   */
  readonly storageClassName?: string;

  /**
   * Who may mount it.
   *
   * @default AccessMode.READ_WRITE_ONCE
   */
  readonly accessMode?: AccessMode;

  /**
   * Labels of the claims.
   *
   * @default - none
   */
  readonly labels?: { [key: string]: string };

  /**
   * Annotations of the claims.
   *
   * @default - none
   */
  readonly annotations?: { [key: string]: string };
}
