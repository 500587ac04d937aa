import { Severity } from '../rules/severity';
import { WaiverProps } from '../rules/waiver';

/** How an app is judged as a whole. */
export interface GuardrailsProps {
  /**
   * The mildest severity at which a finding fails synth.
   *
   * @default Severity.HIGH
   */
  readonly failOn?: Severity;

  /**
   * Whether the app holds everything that its sandboxes refer to, so that a reference to something that is not in it is a finding.
   *
   * @default false - what is not in the app may be in the cluster
   */
  readonly closed?: boolean;

  /**
   * Whether all Pods, Deployments, Jobs and other workloads are judged by the rules for Pods, and not those of sandboxes alone.
   *
   * @default false
   */
  readonly workloads?: boolean;
}

/** A waiver for findings of a rule, given where they are. */
export interface GuardrailWaiverProps extends WaiverProps {
  /**
   * The place that it is about, keyed and not by index, as `containers[name=main]` or `containers[name=main].securityContext`: below the
   * PodSpec, or below the object where the finding's place is (`spec.replicas`). As in the finding.
   *
   * @default - the object as a whole
   */
  readonly at?: string;

  /**
   * Whether it holds for everything below the construct, and not for the construct's own objects alone.
   *
   * @default false
   */
  readonly inherit?: boolean;
}
