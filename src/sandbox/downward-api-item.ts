import { resourceFieldRef } from './field-references';
import { checkRelativePath } from './paths';
import { PodField } from './pod-field';
import { ResourceField } from './resource-field';
import { JsonObject } from '../private/json';
import { Place } from '../private/place';

/** A file that shows a field of the Pod or a container's resources (`downwardAPI.items[]`). */
export class DownwardApiItem {
  /**
   * A field of the Pod's metadata (`fieldRef`).
   *
   * @param path the file's path below the mount
   * @param field the field; those that only an environment variable can show are an error
   */
  public static fromField(path: string, field: PodField): DownwardApiItem {
    return new DownwardApiItem(path, (place) => ({ fieldRef: field._toJson(place, 'file') }));
  }

  /**
   * A request or limit of a container (`resourceFieldRef`).
   *
   * @param path the file's path below the mount
   * @param resource the request or limit
   * @param containerName whose it is; a file belongs to no container, so it has to be said
   * @param divisor the unit, as for `EnvValue.fromResource`; `1` where it is left out
   */
  public static fromResource(path: string, resource: ResourceField, containerName: string, divisor?: string): DownwardApiItem {
    return new DownwardApiItem(path, (place) => {
      if (containerName === undefined) {
        place.at('containerName').fail({ given: containerName, allowed: 'the name of a container', fix: 'name the container whose resources are meant' });
      }
      return { resourceFieldRef: resourceFieldRef(place, resource, containerName, divisor) };
    });
  }

  private constructor(private readonly path: string, private readonly source: (place: Place) => JsonObject) {}

  /** @internal */
  public _toJson(place: Place): { path: string; [source: string]: unknown } {
    return { path: checkRelativePath(place.at('path'), this.path), ...this.source(place) };
  }
}
