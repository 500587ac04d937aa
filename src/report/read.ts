import { REPORT_VERSION } from './json';
import { ReadPart } from './read-part';
import { readRule } from './read-rule';
import { ObjectName } from './words';
import { JsonObject } from '../private/json';
import { Place } from '../private/place';
import { ClusterFacts } from '../profile/cluster-facts';
import { HardeningProfile } from '../profile/hardening-profile';
import { Release } from '../release/release';
import { RuleParameter, ruleParameters } from '../rules/parameters';
import { Rule } from '../rules/rule';
import { SEVERITIES, Severity } from '../rules/severity';
import { Standard } from '../rules/standard';
import { GivenWaiver } from '../rules/subject';

/** An object as a report knows it: by what it was judged. */
export interface ReportedSubject extends ObjectName {
  readonly constructPath?: string;
  readonly standard: Standard;
  readonly waivers: readonly GivenWaiver[];
  /** The account that its Pods run as. */
  readonly serviceAccount?: string;
  /** Why it could not be rendered. */
  readonly renderError?: string;
}

/** What a report says of how an app was judged. */
export interface ReportedSettings {
  readonly asOf: string;
  readonly failOn: Severity;
  readonly closed: boolean;
  readonly workloads: boolean;
  /** Rules of the app's own. */
  readonly rules: readonly Rule[];
  readonly standards: readonly Standard[];
  readonly subjects: readonly ReportedSubject[];
}

/**
 * The settings and waivers of a report, as `Report.json` writes it. Fails where it is none, of another version, or of a version of this library
 * whose rules ask for other parameters.
 *
 * @param file what errors call it
 */
export function readSettings(content: string, file: string): ReportedSettings {
  const report = reportOf(content, file);
  const rules = report.at('rules').list(readRule);
  const standards = report.at('standards').list(readStandard);
  const waivers = report.at('waivers').list(readWaiver);
  return {
    asOf: report.at('asOf').date(),
    failOn: report.at('failOn').word(SEVERITIES),
    closed: report.at('closed').flag(),
    workloads: report.at('workloads').flag(),
    rules,
    standards,
    subjects: report.at('subjects').list((subject) => ({
      apiVersion: subject.at('apiVersion').optional((part) => part.text()),
      kind: subject.at('kind').optional((part) => part.text()),
      namespace: subject.at('namespace').optional((part) => part.text()),
      name: subject.at('name').optional((part) => part.text()),
      constructPath: subject.at('constructPath').optional((part) => part.text()),
      serviceAccount: subject.at('serviceAccount').optional((part) => part.text()),
      renderError: subject.at('renderError').optional((part) => part.text()),
      standard: subject.at('standard').numberOf(standards),
      waivers: subject.at('waivers').list((waiver) => waiver.numberOf(waivers)),
    })),
  };
}

/** The fingerprints of the findings in a report that did not hold there. What was waived there is none: it is new once the waiver is gone. */
export function readFingerprints(content: string, file: string): ReadonlySet<string> {
  const found = reportOf(content, file).at('results').list((result) => (
    ['fail', 'expired', 'error'].includes(result.at('verdict').text()) ? [result.at('fingerprint').text()] : []
  ));
  return new Set(found.flat());
}

function reportOf(content: string, file: string): ReadPart {
  const place = Place.named(file);
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    place.at('report').fail({ given: (error as Error).message, allowed: 'JSON, as Report.json and check --format json write it', fix: 'write it anew' });
  }
  const report = new ReadPart(place.at('report'), value);
  const [major] = REPORT_VERSION.split('.');
  const version = report.at('schemaVersion');
  if (typeof version.value !== 'string' || version.value.split('.')[0] !== major) {
    version.fail(`a report of version ${major}.x`, 'write it anew with the version of this library that reads it');
  }
  return report;
}

function readStandard(part: ReadPart): Standard {
  return {
    profile: part.at('profile').text(),
    severities: part.at('severities').word(['restricted', 'baseline'] as const),
    release: Release.of(part.at('release').text()),
    parameters: readParameters(part.at('parameters')),
    managedPolicy: part.at('managedPolicy').optional((policy) => policy.text()),
  };
}

/** Each parameter that rules ask for, in the form that they ask for. */
function readParameters(part: ReadPart): Standard['parameters'] {
  const usual: Standard['parameters'] = ruleParameters(HardeningProfile.RESTRICTED_V1, ClusterFacts.generic());
  for (const [name, value] of Object.entries(usual)) {
    const given = part.at(name);
    if (!isLike(given.value, value)) given.fail(`a value like ${JSON.stringify(value)}`, 'the report is of another version of this library: synthesize anew');
  }
  return part.object() as JsonObject & Standard['parameters'];
}

function isLike(given: unknown, usual: RuleParameter): boolean {
  if (!Array.isArray(usual)) return typeof given === typeof usual;
  const types = new Set(usual.map((item) => typeof item));
  return Array.isArray(given) && given.every((item) => (types.size === 0 ? typeof item === 'string' : types.has(typeof item as 'string')));
}

function readWaiver(part: ReadPart): GivenWaiver {
  const waiver: GivenWaiver = {
    rules: part.at('rules').list((rule) => rule.text()),
    reason: part.at('reason').text(),
    owner: part.at('owner').text(),
    expires: part.at('expires').date(),
  };
  return {
    ...waiver,
    ticket: part.at('ticket').optional((ticket) => ticket.text()),
    at: part.at('at').optional((at) => at.text()),
    inherit: part.at('inherit').optional((inherit) => inherit.flag()),
    builtIn: part.at('builtIn').optional((builtIn) => builtIn.flag()),
    scope: part.at('scope').optional((scope) => scope.text()),
  };
}
