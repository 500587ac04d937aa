/** What the cluster does about what a rule refuses. Findings are in the audit log either way. */
export enum Enforcement {
  /** Nothing but a note in the audit log: for finding out what there is. */
  AUDIT = 'audit',
  /** Whoever writes is warned, and may. The way in: leave it so until the warnings have stopped. */
  WARN = 'warn',
  /** What is critical or high is refused, the rest is warned of. */
  DENY = 'deny',
}
