import * as kplus from 'cdk8s-plus-28';
import { checkReference } from './field-references';
import { Deviation, WaiverSink } from './waiver-sink';
import type * as manifest from '../../imports/manifests';
import { compact } from '../private/json';
import { Place } from '../private/place';
import { checkEnvName } from '../private/syntax';
import { WaiverProps } from '../rules/waiver';

/** Options of a whole ConfigMap or Secret as environment variables. */
export interface EnvFromOptions {
  /**
   * What is put before each key to make the variable's name.
   *
   * @default - nothing
   */
  readonly prefix?: string;

  /**
   * Whether the container starts without the variables where the object is missing.
   *
   * @default - false: the container waits for it
   */
  readonly optional?: boolean;
}

/**
 * A whole ConfigMap or Secret as environment variables (`envFrom[]`). Of equal names the later object wins, and `env` wins over both. A
 * container with `envFrom` takes no variables from claims.
 */
export class EnvFrom {
  /**
   * All keys of a ConfigMap in the sandbox's namespace (`configMapRef`).
   *
   * @param configMap the ConfigMap
   * @param options prefix, and what to do where it is missing
   */
  public static configMap(configMap: kplus.IConfigMap, options: EnvFromOptions = {}): EnvFrom {
    return new EnvFrom('configMapRef', configMap, options);
  }

  /**
   * All keys of a Secret in the sandbox's namespace (`secretRef`). Every program in the container can print its environment: hand
   * credentials to a trusted sidecar instead (`Volume.secret`), or say here why not.
   *
   * @param secret the Secret
   * @param waiver why that is accepted; it lifts SBX-SEC-001
   * @param options prefix, and what to do where it is missing
   */
  public static secret(secret: kplus.ISecret, waiver: WaiverProps, options: EnvFromOptions = {}): EnvFrom {
    return new EnvFrom('secretRef', secret, options, new Deviation(waiver, 'SBX-SEC-001'));
  }

  private constructor(
    private readonly field: 'configMapRef' | 'secretRef',
    private readonly source: kplus.IResource,
    private readonly options: EnvFromOptions,
    private readonly deviation?: Deviation,
  ) {}

  /** @internal */
  public _toJson(place: Place, sink: WaiverSink, at: string): manifest.EnvFromSource {
    this.deviation?.report(place, sink, at);
    const { prefix, optional } = this.options;
    return compact<manifest.EnvFromSource>({
      prefix: prefix === undefined ? undefined : checkEnvName(place.at('prefix'), prefix),
      [this.field]: compact({ name: checkReference(place, this.source, this.field === 'secretRef' ? 'Secret' : 'ConfigMap'), optional }),
    })!;
  }
}
