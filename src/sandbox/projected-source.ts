import * as kplus from 'cdk8s-plus-28';
import { DownwardApiItem } from './downward-api-item';
import { downwardItemsOf, keyFilesOf, tokenOf } from './volume-files';
import { KeyFilesOptions, ServiceAccountTokenOptions } from './volume-options';
import type * as manifest from '../../imports/manifests';
import { Place } from '../private/place';

/** One source of a projected volume (`projected.sources[]`), whose files lie in one folder with those of the others. */
export class ProjectedSource {
  /**
   * A ConfigMap's keys as files.
   *
   * @param configMap the ConfigMap
   * @param options which keys, and whether it may be missing
   */
  public static configMap(configMap: kplus.IConfigMap, options: KeyFilesOptions = {}): ProjectedSource {
    return new ProjectedSource(false, (place) => ({ configMap: keyFilesOf(place, 'name', 'ConfigMap', configMap, options) }));
  }

  /**
   * A Secret's keys as files. The volume can then be mounted by trusted sidecars alone.
   *
   * @param secret the Secret
   * @param options which keys, and whether it may be missing
   */
  public static secret(secret: kplus.ISecret, options: KeyFilesOptions = {}): ProjectedSource {
    return new ProjectedSource(true, (place) => ({ secret: keyFilesOf(place, 'name', 'Secret', secret, options) }));
  }

  /**
   * Fields of the Pod as files.
   *
   * @param items the files
   */
  public static downwardApi(items: DownwardApiItem[]): ProjectedSource {
    return new ProjectedSource(false, (place) => ({ downwardAPI: { items: downwardItemsOf(place, items) } }));
  }

  /**
   * A token of the Pod's ServiceAccount for somebody else than the API server, as credential brokers exchange it. The volume can then be
   * mounted by trusted sidecars alone.
   *
   * @param options audience, validity, file
   */
  public static serviceAccountToken(options: ServiceAccountTokenOptions): ProjectedSource {
    return new ProjectedSource(true, (place) => ({ serviceAccountToken: tokenOf(place, options) }));
  }

  private constructor(
    /** @internal */ public readonly _trustedOnly: boolean,
    private readonly render: (place: Place) => manifest.VolumeProjection,
  ) {}

  /** @internal */
  public _toJson(place: Place): manifest.VolumeProjection {
    return this.render(place);
  }
}
