import { KindName, KINDS, POD_KINDS } from './kinds';
import { Rule } from './rule';
import { Severity } from './severity';
import { stepsOf, TARGETS, TargetName, variablesOf } from './targets';
import { compileExpression, ExpressionError, replaceParams } from '../cel';
import { form, formed, Forms, FLAG, LIST, MAP, wordOf } from '../private/forms';
import { Place } from '../private/place';
import { checkOneOf, checkText } from '../private/syntax';

/** What the expression of a rule is about: it is evaluated for each such item of an object, so that a finding has the exact place. */
export enum GuardrailTarget {
  /** The object: variable `object`. */
  OBJECT = 'OBJECT',
  /** The object's `spec`: variable `spec`. */
  SPEC = 'SPEC',
  /** The PodSpec: variable `pod`. */
  POD = 'POD',
  /** Every container of the Pod, whatever its list: variables `container`, `pod`. */
  CONTAINER = 'CONTAINER',
  /** The containers of `containers` alone: variables `container`, `pod`. */
  MAIN_CONTAINER = 'MAIN_CONTAINER',
  /** The containers of `initContainers` alone: variables `container`, `pod`. */
  INIT_CONTAINER = 'INIT_CONTAINER',
  /** Every mount of a container: variables `mount`, `container`, `pod`. */
  MOUNT = 'MOUNT',
  /** Every environment variable of a container: variables `env`, `container`, `pod`. */
  ENV = 'ENV',
  /** Every port of a container: variables `port`, `container`, `pod`. */
  PORT = 'PORT',
  /** Every probe of a container: variables `probe`, `container`, `pod`. */
  PROBE = 'PROBE',
  /** Every volume of the Pod: variables `volume`, `pod`. */
  VOLUME = 'VOLUME',
  /** Every toleration of the Pod: variables `toleration`, `pod`. */
  TOLERATION = 'TOLERATION',
  /** The key of every label of the Pod: variables `label`, `podMetadata`. */
  LABEL = 'LABEL',
  /** The key of every annotation of the Pod: variables `annotation`, `podMetadata`. */
  ANNOTATION = 'ANNOTATION',
  /** Every egress rule of a template or NetworkPolicy: variables `rule`, `network`. */
  EGRESS_RULE = 'EGRESS_RULE',
  /** Every ingress rule of a template or NetworkPolicy: variables `rule`, `network`. */
  INGRESS_RULE = 'INGRESS_RULE',
  /** Every volume claim template of a template, Sandbox or claim: variables `volumeClaim`, `spec`. */
  VOLUME_CLAIM = 'VOLUME_CLAIM',
}

/** A rule of your own. */
export interface GuardrailRuleProps {
  /** Its permanent id: a prefix of your organisation in capitals, "-" and a number of three digits or more, as `ACME-001`. `SBX-` is the library's. */
  readonly id: string;

  /** What holds where the rule holds, in a few words. */
  readonly title: string;

  /**
   * CEL, as Kubernetes has it: true where the rule holds. Checked when the rule is made: unknown functions and variables, and what gives no
   * bool, are errors. `params.x` stands for a value of `parameters`. Beside the target's variables there are `object`, `spec`, `pod`,
   * `podMetadata` and `network`, each an empty map where the object has none.
   */
  readonly expression: string;

  /**
   * How bad it is when the rule does not hold. Critical and high findings fail synth and are denied in the cluster, others warn.
   *
   * @default Severity.HIGH
   */
  readonly severity?: Severity;

  /**
   * What the expression is about.
   *
   * @default GuardrailTarget.POD
   */
  readonly target?: GuardrailTarget;

  /**
   * The kinds that the rule is about, as `SandboxTemplate`, `Sandbox`, `Pod`, `SandboxClaim`, `SandboxWarmPool`, `NetworkPolicy`.
   *
   * @default - SandboxTemplate, Sandbox and the Pods of sandboxes; for rules about the network, SandboxTemplate and NetworkPolicy
   */
  readonly kinds?: string[];

  /**
   * CEL: for which items the rule applies.
   *
   * @default - for all
   */
  readonly when?: string;

  /**
   * The field of the item that a finding is about, names joined by "/", as `securityContext/runAsUser`.
   *
   * @default - the item itself
   */
  readonly field?: string;

  /**
   * What would be right, as it completes "wanted".
   *
   * @default - the title
   */
  readonly expected?: string;

  /**
   * Why it matters.
   *
   * @default - the title
   */
  readonly rationale?: string;

  /**
   * What to write instead.
   *
   * @default - what is expected
   */
  readonly remediation?: string;

  /**
   * Whether a waiver may lift it.
   *
   * @default true
   */
  readonly waivable?: boolean;

  /**
   * What `params.x` stands for in the expressions: texts, numbers, true and false, lists and maps of them.
   *
   * @default - none
   */
  readonly parameters?: { [name: string]: any };
}

const FORMS: Forms<GuardrailRuleProps> = {
  id: null,
  title: null,
  expression: null,
  severity: wordOf(Severity),
  target: wordOf(GuardrailTarget),
  kinds: LIST,
  when: null,
  field: form((value) => typeof value === 'string' && !/^\/|\/$|\/\//.test(value), 'names joined by "/"', 'write it as securityContext/runAsUser'),
  expected: null,
  rationale: null,
  remediation: null,
  waivable: FLAG,
  parameters: MAP,
};

const ID = /^(?!SBX-)[A-Z][A-Z0-9]*(-[A-Z0-9]+)*-[0-9]{3,}$/;

/**
 * A guardrail of your own, judged at synth like those of the catalogue and enforced in the cluster too: a CEL expression with what readers need to
 * know. Fails where the expression is wrong, with the place in it.
 */
export class GuardrailRule {
  /** Its permanent id. */
  public readonly id: string;

  /**
   * As the judge takes it.
   *
   * @internal
   */
  public readonly _rule: Rule;

  public constructor(props: GuardrailRuleProps) {
    const place = Place.named(`GuardrailRule(${props?.id})`);
    const given = formed(place, props, FORMS);
    if (typeof given.id !== 'string' || !ID.test(given.id)) {
      place.at('id').fail({ given: given.id, allowed: 'a prefix in capitals, "-" and at least three digits; not SBX-', fix: 'write it as ACME-001' });
    }
    this.id = given.id;
    const title = checkText(place.at('title'), given.title);
    const target = given.target ?? GuardrailTarget.POD;
    const kinds = kindsOf(place.at('kinds'), given.kinds, target);
    const expression = this.checked(place.at('expression'), given.expression, target, given.parameters);
    const when = given.when === undefined ? undefined : this.checked(place.at('when'), given.when, target, given.parameters);
    const expected = given.expected ?? title;
    this._rule = {
      id: this.id,
      title,
      severity: given.severity ?? Severity.HIGH,
      judgedAt: 'both',
      waivable: given.waivable ?? true,
      rationale: given.rationale ?? title,
      remediation: given.remediation ?? expected,
      references: {},
      checks: [{ target, kinds, expression, when, field: given.field ?? '', expected }],
    };
  }

  /** The expression with its parameters written in, once it is known to be right. */
  private checked(place: Place, text: unknown, target: TargetName, parameters: { [name: string]: any } = {}): string {
    const source = checkText(place, text);
    try {
      const full = replaceParams(source, parameters);
      compileExpression(full, variablesOf(target), 'bool');
      return full;
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      return place.fail({
        given: source,
        allowed: `a CEL expression of type bool over ${variablesOf(target).join(', ')}`,
        fix: error.message,
      });
    }
  }
}

/** Rules that belong together, as those of an organisation. */
export class GuardrailPack {
  /**
   * @param name what it is called in reports
   * @param rules the rules, each id once
   */
  public constructor(public readonly name: string, public readonly rules: GuardrailRule[]) {
    const place = Place.named('GuardrailPack').at('rules');
    const ids = rules.map(({ id }) => id);
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined) place.fail({ given: twice, allowed: 'each id once', fix: 'give the second rule an id of its own' });
  }
}

function kindsOf(place: Place, given: readonly string[] | undefined, target: TargetName): readonly KindName[] {
  const { root } = stepsOf(target)[0];
  const withRoot = (Object.keys(KINDS) as KindName[]).filter((kind) => root === 'object' || root === 'spec' || Object.hasOwn(KINDS[kind], root!));
  if (given === undefined) return root === 'network' ? ['SandboxTemplate', 'NetworkPolicy'] : POD_KINDS;
  given.forEach((kind, index) => checkOneOf(place.item(index), kind, withRoot));
  return given as KindName[];
}

// Fails to compile where a target of the API is none of the judge's.
GuardrailTarget satisfies { readonly [name: string]: keyof typeof TARGETS };
