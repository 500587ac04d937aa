/** What goes at the end of a claim's lifetime (`lifecycle.shutdownPolicy`). The sandbox and its volumes go in any case. */
export enum ClaimShutdownPolicy {
  /** The claim too. */
  DELETE = 'Delete',
  /** The claim too, but only after its sandbox is gone, so that a waiting client sees the end of both. */
  DELETE_FOREGROUND = 'DeleteForeground',
  /** The claim object stays, for the record; it has to be deleted by hand. The guardrails report it. */
  RETAIN = 'Retain',
}
