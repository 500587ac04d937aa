/** What goes at a Sandbox's shutdown time (`shutdownPolicy`). The Pod and the Service go in any case. */
export enum SandboxShutdownPolicy {
  /** The Sandbox and its volumes too. */
  DELETE = 'Delete',
  /** The Sandbox and its volumes stay, and go on costing storage until somebody deletes them. */
  RETAIN = 'Retain',
}
