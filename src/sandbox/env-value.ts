import * as kplus from 'cdk8s-plus-28';
import { checkKey, checkReference, resourceFieldRef } from './field-references';
import { PodField } from './pod-field';
import { ResourceField } from './resource-field';
import { Deviation, WaiverSink } from './waiver-sink';
import type * as manifest from '../../imports/manifests';
import { compact } from '../private/json';
import { Place } from '../private/place';
import { WaiverProps } from '../rules/waiver';

/** Options of a value that is a container's request or limit. */
export interface ResourceFieldOptions {
  /**
   * The container whose resources are meant.
   *
   * @default - the one that has the variable
   */
  readonly containerName?: string;

  /**
   * The unit, rounded up to a whole number of it: `1` or `1m` for CPU; `1`, `1k` … `1E`, `1Ki` … `1Ei` for bytes.
   *
   * @default - `1`: whole cores, or bytes
   */
  readonly divisor?: string;
}

/** Options of a value that is read from a key of a ConfigMap or Secret. */
export interface EnvKeyOptions {
  /**
   * Whether the container starts without the variable where the object or the key is missing.
   *
   * @default - false: the container waits for it
   */
  readonly optional?: boolean;
}

/** The value of an environment variable (`env[].value` or `env[].valueFrom`). */
export class EnvValue {
  /**
   * A text. Whoever can read the manifest can read it, and so can the sandbox's code: it is no place for a credential.
   *
   * @param value the text, which may be empty; `$(NAME)` stands for another variable, `$$(NAME)` for the text `$(NAME)`
   */
  public static literal(value: string): EnvValue {
    return new EnvValue((place) => ({ value: checkValue(place, value) }), value);
  }

  /**
   * A field of the Pod (`fieldRef`).
   *
   * @param field the field
   */
  public static fromField(field: PodField): EnvValue {
    return new EnvValue((place) => ({ valueFrom: { fieldRef: field._toJson(place, 'env') } }));
  }

  /**
   * A request or limit of a container (`resourceFieldRef`), as JVMs and worker pools want to know it.
   *
   * @param resource the request or limit
   * @param options the unit, and whose it is
   */
  public static fromResource(resource: ResourceField, options: ResourceFieldOptions = {}): EnvValue {
    return new EnvValue((place) => ({ valueFrom: { resourceFieldRef: resourceFieldRef(place, resource, options.containerName, options.divisor) } }));
  }

  /**
   * A key of a ConfigMap in the sandbox's namespace (`configMapKeyRef`), read when the container starts.
   *
   * @param configMap the ConfigMap
   * @param key the key in its data
   * @param options what to do where it is missing
   */
  public static fromConfigMap(configMap: kplus.IConfigMap, key: string, options: EnvKeyOptions = {}): EnvValue {
    return new EnvValue((place) => ({ valueFrom: { configMapKeyRef: keyRef(place, 'ConfigMap', configMap, key, options) } }));
  }

  /**
   * A key of a Secret in the sandbox's namespace (`secretKeyRef`). Every program in the container can print its environment: hand the
   * credential to a trusted sidecar instead (`Volume.secret`), or say here why not.
   *
   * @param secret the Secret
   * @param key the key in its data
   * @param waiver why that is accepted; it lifts SBX-SEC-001
   * @param options what to do where it is missing
   */
  public static fromSecret(secret: kplus.ISecret, key: string, waiver: WaiverProps, options: EnvKeyOptions = {}): EnvValue {
    const deviation = new Deviation(waiver, 'SBX-SEC-001');
    return new EnvValue((place, sink, at) => {
      deviation.report(place, sink, at);
      return { valueFrom: { secretKeyRef: keyRef(place, 'Secret', secret, key, options) } };
    });
  }

  private constructor(private readonly render: (place: Place, sink: WaiverSink, at: string) => Omit<manifest.EnvVar, 'name'>, private readonly text?: string) {}

  /**
   * The names of the variables that the value refers to.
   *
   * @internal
   */
  public get _references(): string[] {
    // "$$" stands for one "$", so "$$(A)" refers to nothing.
    const found = typeof this.text === 'string' && this.text.includes('$') ? [...this.text.matchAll(/\$(?:\$|\(([^)]*)\))/g)] : [];
    return found.flatMap(([, name]) => name ?? []);
  }

  /**
   * `{ value }` or `{ valueFrom }`.
   *
   * @internal
   */
  public _toJson(place: Place, sink: WaiverSink, at: string): Omit<manifest.EnvVar, 'name'> {
    return this.render(place, sink, at);
  }
}

function checkValue(place: Place, value: unknown): string {
  if (typeof value !== 'string' || value.includes('\0')) {
    place.fail({ given: value, allowed: 'a text without NUL characters', fix: 'write numbers and booleans in quotes' });
  }
  return value;
}

function keyRef(
  place: Place, kind: 'ConfigMap' | 'Secret', source: kplus.IResource, key: string, options: EnvKeyOptions,
): manifest.ConfigMapKeySelector {
  return compact<manifest.ConfigMapKeySelector>({ name: checkReference(place, source, kind), key: checkKey(place.at('key'), key), optional: options.optional })!;
}
