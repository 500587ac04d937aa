import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { App } from 'cdk8s';
import { IConstruct } from 'constructs';
import { collect } from './collect';
import { GuardrailsProps } from './guardrails-props';
import { settingsOf } from './settings';
import { judge } from '../judge/judge';
import { Place } from '../private/place';
import { Report } from '../report/report';
import { failuresText, summaryLine } from '../report/text';
import { CATALOGUE } from '../rules/catalogue';
import { Judgement } from '../rules/judgement';
import { Rule } from '../rules/rule';
import { Severity } from '../rules/severity';

// Global, since an app may hold two copies of this package: the first one that is asked judges for both.
const GUARD = Symbol.for('cdk8s-agent-sandbox.guard');
/** Changes with what one copy asks of another. */
const CONTRACT = 1;

type Guarded = IConstruct & { [GUARD]?: Guard };

/** What judges the app that a construct is in, attached to the app's root when it is first asked for. */
export function guardOf(scope: IConstruct): Guard {
  const { root } = scope.node as { root: Guarded };
  const guard = root[GUARD] ??= attach(root);
  if (guard.contract !== CONTRACT) {
    Place.of(root).fail({
      given: `two copies of cdk8s-agent-sandbox whose guardrails do not know each other (${guard.contract} and ${CONTRACT})`,
      allowed: 'copies of one major version',
      fix: 'install one version for all packages of the app',
    });
  }
  return guard;
}

/**
 * cdk8s validates an app once for each chart and once more. What synth does is one act, so it is judged once: the root's class is replaced by one
 * that marks the act's beginning and end. An own `synth` of the instance would be passed over when the call comes from another language.
 */
function attach(root: IConstruct): Guard {
  const guard = new Guard(root);
  root.node.addValidation({ validate: () => guard.validate() });
  const above = Object.getPrototypeOf(root);
  const methods = Object.fromEntries(['synth', 'synthYaml'].filter((name) => typeof above[name] === 'function').map((name) => [name, {
    configurable: true,
    writable: true,
    value(...args: unknown[]) {
      return guard.during(() => above[name].apply(this, args));
    },
  }]));
  Object.setPrototypeOf(root, Object.create(above, methods));
  return guard;
}

/** Judges an app. */
export class Guard {
  public readonly contract = CONTRACT;

  private readonly props: { -readonly [prop in keyof GuardrailsProps]: GuardrailsProps[prop] } = {};
  private rules: readonly Rule[] = CATALOGUE;
  private readonly reports: Report[] = [];
  private readonly preparations: (() => void)[] = [];
  private depth = 0;
  private isJudging = false;
  /** What the act under way came to, and of how many constructs. */
  private latest?: { readonly judgement: Judgement; readonly size: number };

  public constructor(private readonly root: IConstruct) {}

  public configure(place: Place, props: GuardrailsProps): void {
    for (const [prop, value] of Object.entries(props)) {
      if (value === undefined) continue;
      if (prop in this.props) place.at(prop).fail({ given: 'a second value', allowed: 'one value', fix: 'set it once' });
      Object.assign(this.props, { [prop]: value });
    }
  }

  /** Adds a rule for a scope. The same rule at two scopes is one for both. */
  public add(place: Place, rule: Rule, scope: IConstruct): void {
    const { path } = scope.node;
    const known = this.rules.find(({ id }) => id === rule.id);
    if (known && (!known.scopes || known.checks !== rule.checks || known.scopes.includes(path))) {
      place.fail({ given: rule.id, allowed: 'an id that no other rule has', fix: 'add the rule once, or give it an id of its own' });
    }
    const added = { ...rule, scopes: [...known?.scopes ?? [], path] };
    this.rules = [...this.rules.filter((each) => each !== known), added];
  }

  public addReport(place: Place, report: Report): void {
    const { outdir } = this.root as Partial<App>;
    const inside = outdir === undefined ? '..' : relative(resolve(outdir), resolve(report.path));
    if (!inside.startsWith('..')) {
      place.fail({ given: report.path, allowed: `a path outside of ${outdir}, which is applied to clusters`, fix: 'write it beside that folder' });
    }
    this.reports.push(report);
  }

  /** Has something done each time before the app is judged, when everything else is there. */
  public prepare(preparation: () => void): void {
    this.preparations.push(preparation);
  }

  /** All rules: the catalogue's and the app's own. The same list as long as none is added, since compiled rules are kept by it. */
  public get allRules(): readonly Rule[] {
    return this.rules;
  }

  /** What the app comes to now. */
  public judge(): Judgement {
    this.isJudging = true;
    try {
      this.preparations.forEach((prepare) => prepare());
      const { failOn = Severity.HIGH, closed = false, workloads } = this.props;
      const asOf = settingsOf(this.root).asOf ?? new Date().toISOString().slice(0, 10);
      return judge(collect(this.root), { asOf, failOn, closed, workloads, rules: this.rules });
    } finally {
      this.isJudging = false;
    }
  }

  /** The errors of the app, for cdk8s. */
  public validate(): string[] {
    // A chart with a `toJson` of its own is asked for it while the app is judged, which validates the app.
    if (this.isJudging) return [];
    const { failed, text } = this.verdict();
    return failed ? [text()] : [];
  }

  /** Runs a synth: what is judged meanwhile is judged once, unless constructs were added. */
  public during<T>(act: () => T): T {
    this.depth += 1;
    try {
      return act();
    } finally {
      this.depth -= 1;
      if (this.depth === 0) this.latest = undefined;
    }
  }

  private verdict(): { failed: boolean; text: () => string } {
    let judgement = this.latest?.size === this.size ? this.latest.judgement : undefined;
    if (!judgement) {
      judgement = this.judge();
      if (this.depth > 0) {
        this.latest = { judgement, size: this.size };
        this.tell(judgement);
      }
    }
    const { failed } = judgement;
    return { failed, text: () => failuresText(judgement) };
  }

  /** How many constructs there are. */
  private get size(): number {
    return this.root.node.findAll().length;
  }

  /** Writes the reports, and says what does not fail in one line on stderr: stdout is for manifests. */
  private tell(judgement: Judgement): void {
    for (const report of this.reports) {
      mkdirSync(dirname(resolve(report.path)), { recursive: true });
      writeFileSync(report.path, report._content(judgement));
    }
    const line = summaryLine(judgement);
    if (!judgement.failed && line !== undefined) process.stderr.write(`${line}\n`);
  }
}
