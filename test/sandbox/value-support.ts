import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { JsonObject } from '../../src/private/json';
import { Place } from '../../src/private/place';
import { definitionsOf, storageSchema } from '../../src/release/definitions';
import { WaiverProps } from '../../src/rules/waiver';
import { waiverRecord, WaiverRecord } from '../../src/rules/waiver-record';
import { WaiverSink } from '../../src/sandbox/waiver-sink';

const team = new Chart(new App(), 'team-a');

/** The place of a property in a user's app: messages begin with `[team-a/python] prop`. */
export const place = Place.of(new Construct(team, 'python')).at('prop');

export const configMap: kplus.IConfigMap = kplus.ConfigMap.fromConfigMapName(team, 'settings', 'app-settings');
export const secret: kplus.ISecret = kplus.Secret.fromSecretName(team, 'credentials', 'app-credentials');

export const WAIVER: WaiverProps = { reason: 'needed by the tests of unsafe forms', owner: 'team-a', expires: '2027-06-01' };
export const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** Checks and keeps what is waived, as the constructs' sink does. */
export class Waived implements WaiverSink {
  public readonly records: WaiverRecord[] = [];

  public waive(at: Place, props: WaiverProps, rules: string[], where?: string): void {
    this.records.push(waiverRecord(at, props, rules, where));
  }

  public accept(reason: string, rules: readonly string[], at: string): void {
    this.records.push({ reason, rules: [...rules], owner: 'cdk8s-agent-sandbox', expires: '9999-12-31', at, builtIn: true });
  }

  /** The rules that were waived, with their places. */
  public get rules(): string[] {
    return this.records.flatMap(({ rules, at }) => rules.map((rule) => (at === undefined ? rule : `${rule} ${at}`)));
  }
}

/** What a mapper makes, and which rules it waives meanwhile. */
export function mapped<T>(map: (sink: WaiverSink) => T): { json: T; rules: string[] } {
  const sink = new Waived();
  return { json: map(sink), rules: sink.rules };
}

/** The whole message of the error that `act` throws. */
export function failure(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it did not fail');
}

interface Schema {
  readonly type?: string;
  readonly properties?: { readonly [key: string]: Schema };
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
}

/** A part of the schema of one of the four kinds, as `podTemplate.spec.containers[].lifecycle` below `spec`; an empty path is `spec` itself. */
export function schemaOf(kind: string, path: string): Schema {
  const definition = definitionsOf('1.0').find(({ spec }) => (spec as { names: JsonObject }).names.kind === kind)!;
  let schema = (storageSchema(definition) as Schema).properties!.spec;
  for (const step of path.split('.').filter(Boolean)) {
    schema = schema.properties![step.replace('[]', '')];
    if (step.endsWith('[]')) schema = schema.items!;
  }
  return schema;
}

/** Fields that the definitions do not know, lack or have with another type. */
export function misfits(schema: Schema, value: unknown, at = ''): string[] {
  if (Array.isArray(value)) return schema.items ? value.flatMap((item, index) => misfits(schema.items!, item, `${at}[${index}]`)) : [`${at} is a list`];
  if (typeof value === 'object' && value !== null) {
    const missing = (schema.required ?? []).filter((key) => !(key in value)).map((key) => `${at}.${key} is missing`);
    const children = Object.entries(value).flatMap(([key, child]) => {
      const its = schema.properties?.[key] ?? (typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined);
      return its ? misfits(its, child, `${at}.${key}`) : [`${at}.${key} is unknown`];
    });
    return [...missing, ...children];
  }
  const wanted = { string: 'string', boolean: 'boolean', integer: 'number', number: 'number' }[schema.type ?? ''];
  return wanted === undefined || wanted === typeof value ? [] : [`${at} is a ${typeof value}`];
}

/** A part of a Pod in the schema of a SandboxTemplate. */
export const podSchema = (path: string): Schema => schemaOf('SandboxTemplate', `podTemplate.spec.${path}`);
