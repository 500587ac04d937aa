import { Severity } from './severity';

/** What a rule answers to elsewhere: numbers of other catalogues, each with the version that it was read in where numbers move between versions. */
export interface References {
  /** Checks of the Pod Security Standards that the rule contains, by their ids, as `allowPrivilegeEscalation`. */
  readonly podSecurity?: readonly string[];
  /** CIS Kubernetes Benchmark 1.12, section 5, or another one named in full. */
  readonly cis?: readonly string[];
  /** NSA/CISA Kubernetes Hardening Guide 1.2, as `1.7`. */
  readonly nsa?: readonly string[];
  /** OWASP Kubernetes Top Ten, with its year, as `K01-2025`. */
  readonly owasp?: readonly string[];
  /** Controls of Kubescape, as `C-0016`. */
  readonly kubescape?: readonly string[];
  /** Numbers of the rules in upstream's example policy for Sandboxes, which GKE's add-on enforces by itself. */
  readonly upstreamPolicy?: readonly number[];
  /** Checks of other scanners: Checkov (`CKV_K8S_20`), Trivy (`KSV-0001`), kube-linter, Polaris and so on. */
  readonly scanners?: readonly string[];
}

/** Where a rule is judged. */
export type Place = 'both' | 'synth' | 'admission';

/** What every rule has, however it is judged. */
export interface RuleHead {
  /** `SBX-<family>-<nnn>`, permanent: never given to another rule. */
  readonly id: string;
  /** What holds where the rule holds, in a few words without a full stop. */
  readonly title: string;
  readonly severity: Severity;
  /** Where it is judged; `because` says why where that is not both. */
  readonly judgedAt: Place;
  readonly because?: string;
  /** Whether a waiver lifts it. Where it does not, `unwaivable` says why. */
  readonly waivable: boolean;
  /** What an attacker gains, or what breaks, where it does not hold. */
  readonly rationale: string;
  /** What to write instead, in manifests. */
  readonly remediation: string;
  /** The typed prop or factory of this library that satisfies it, as `isolation: Isolation.gvisor()`. */
  readonly prop?: string;
  readonly references: References;
  /** Whether what it finds is a secret, and is shown nowhere. */
  readonly secret?: boolean;
}

/** A row of the catalogue that no rule can judge, since no manifest shows it. */
export interface DocumentedRow extends Pick<RuleHead, 'id' | 'title' | 'severity' | 'rationale' | 'remediation' | 'references'> {
  /** Why there is no rule, or the id of the rule that judges it. */
  readonly because: string;
}
