/** How bad it is when a rule does not hold. Ordered: critical above high, high above medium, medium above low. */
export enum Severity {
  /** Isolation is gone: whoever runs in the sandbox gets out, or gets at others. */
  CRITICAL = 'critical',
  /** A layer of defence is missing, or the sandbox will not work as its manifest says. */
  HIGH = 'high',
  /** Hardening that limits what an attack can do. */
  MEDIUM = 'medium',
  /** Hygiene. */
  LOW = 'low',
}

/** From the worst to the mildest. */
export const SEVERITIES: readonly Severity[] = [Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW];

/** Whether `severity` is `threshold` or worse. */
export function atLeast(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
}
