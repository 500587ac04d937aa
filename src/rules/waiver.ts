/**
 * Why a deviation from the hardened form is accepted, by whom and until when. Every factory for an unsafe form asks for one. It is
 * recorded as construct metadata and, for readers, in the object's annotation `cdk8s-agent-sandbox/waivers`; it permits nothing by itself
 * in the cluster.
 */
export interface WaiverProps {
  /** Why the deviation is needed and what bounds it: at least 20 characters, without `{{` or `}}` (Helm would take them for a template). */
  readonly reason: string;

  /** Who answers for it: a team or a person, as your organisation names them. */
  readonly owner: string;

  /** The last day on which it holds, an ISO date `YYYY-MM-DD`. A day that has passed is a verdict of the guardrails, not an error here. */
  readonly expires: string;

  /**
   * Where it was decided: the number or address of a ticket.
   *
   * @default - none
   */
  readonly ticket?: string;
}
