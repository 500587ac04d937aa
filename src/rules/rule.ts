import { AppCheck } from './app-check';
import { KindName } from './kinds';
import { Place, RuleHead } from './rule-head';
import { TargetName } from './targets';

export type { DocumentedRow, Place, References, RuleHead } from './rule-head';

/** One expression over one sort of item. */
export interface Check {
  /** What the expression is about: it is evaluated for each such item of an object. */
  readonly target: TargetName;
  /** The kinds of objects whose items these are. `Pod` stands for Pods of sandboxes, and for other workloads where they are asked for. */
  readonly kinds: readonly KindName[];
  /** CEL: for which items the check applies; all of them where it is left out. */
  readonly when?: string;
  /**
   * CEL: true where the rule holds. Variables are the target's own and those of what it is part of; `params.x` stands for a value of the profile
   * (`RuleParameters`) and is written in as a literal.
   */
  readonly expression: string;
  /** The field of the item that a finding is about: names joined by "/", '' for the item itself. */
  readonly field: string;
  /** What would be right, for readers; `{x}` stands for a value of the profile. */
  readonly expected: string;
  /** Where this check is judged, if not where the rule is. */
  readonly judgedAt?: Place;
}

/** Which requests a check is about. */
export interface RequestMatch {
  /** API groups; '' is the core's. */
  readonly groups: readonly string[];
  /** Resources, with a subresource where one is meant, as `pods/exec`. */
  readonly resources: readonly string[];
  readonly operations: readonly ('CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT')[];
}

/** An expression about a request: who asks for what. Only an API server can judge it. */
export interface RequestCheck {
  /** What its policy is called. */
  readonly policy: string;
  readonly match: RequestMatch;
  /** In which namespaces: all but the system's, or those with sandboxes. What belongs to no namespace is judged either way. */
  readonly where: 'everywhere' | 'sandboxNamespaces';
  /** Whether only Pods of sandboxes are meant. */
  readonly sandboxPods?: boolean;
  /** CEL over `object`, `oldObject` and `request`: true where the rule holds. `params.x` is a value of `RequestParameters`. */
  readonly expression: string;
}

/** A rule: data that synth and admission judge alike. */
export interface Rule extends RuleHead {
  /** What one object shows. All have to hold. */
  readonly checks: readonly Check[];
  /** What only a request shows. */
  readonly requests?: readonly RequestCheck[];
  /** What only all objects together show. */
  readonly app?: AppCheck;
  /** What the schema of the object's definition shows: fields that it does not know, or any other fault. */
  readonly schema?: 'unknown' | 'other';
  /** What waivers themselves show: see judge/waiver-rules.ts. */
  readonly waiver?: WaiverFaultName;
  /** Paths of the constructs that it was added for, with all that is below them; everything where left out. */
  readonly scopes?: string[];
}

/** What can be wrong with a waiver. */
export type WaiverFaultName = 'unknown' | 'unwaivable' | 'expired' | 'overlong' | 'broad' | 'unused' | 'ending';
