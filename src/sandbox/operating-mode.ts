/** Whether a Sandbox has a Pod (`operatingMode`). */
export enum OperatingMode {
  /** It has one. */
  RUNNING = 'Running',
  /** It has none: its volumes stay, while memory and what lies on the Pod's own disk are lost. */
  SUSPENDED = 'Suspended',
}
