import { Place } from '../private/place';
import { checkQualifiedName } from '../private/syntax';

/** Where Kubernetes lets a field appear. */
type Use = 'env' | 'file';

const BOTH: readonly Use[] = ['env', 'file'];

/**
 * A field of the Pod that its containers may see (`fieldRef.fieldPath`), as an environment variable or as a file. Fields that tell of the
 * node (`spec.nodeName`, `status.hostIP`) are left out: code that is not trusted has no use for them.
 */
export class PodField {
  /** The Pod's name (`metadata.name`), which is the sandbox's. */
  public static readonly NAME = new PodField('metadata.name', BOTH);

  /** The Pod's namespace (`metadata.namespace`). */
  public static readonly NAMESPACE = new PodField('metadata.namespace', BOTH);

  /** The Pod's UID (`metadata.uid`). */
  public static readonly UID = new PodField('metadata.uid', BOTH);

  /** The Pod's first IP address (`status.podIP`). As an environment variable only. */
  public static readonly POD_IP = new PodField('status.podIP', ['env']);

  /** All IP addresses of the Pod, joined by commas (`status.podIPs`). As an environment variable only. */
  public static readonly POD_IPS = new PodField('status.podIPs', ['env']);

  /** The name of the Pod's ServiceAccount (`spec.serviceAccountName`). As an environment variable only. */
  public static readonly SERVICE_ACCOUNT_NAME = new PodField('spec.serviceAccountName', ['env']);

  /** All labels (`metadata.labels`), one a line. As a file only; it follows changes. */
  public static readonly LABELS = new PodField('metadata.labels', ['file']);

  /** All annotations (`metadata.annotations`), one a line. As a file only; it follows changes. */
  public static readonly ANNOTATIONS = new PodField('metadata.annotations', ['file']);

  /**
   * The value of one label (`metadata.labels['<key>']`).
   *
   * @param key the label's key, `[prefix/]name`
   */
  public static label(key: string): PodField {
    return new PodField('metadata.labels', BOTH, { name: key });
  }

  /**
   * The value of one annotation (`metadata.annotations['<key>']`).
   *
   * @param key the annotation's key, `[prefix/]name`
   */
  public static annotation(key: string): PodField {
    return new PodField('metadata.annotations', BOTH, { name: key });
  }

  private constructor(private readonly path: string, private readonly uses: readonly Use[], private readonly key?: { readonly name: string }) {}

  /** @internal */
  public _toJson(place: Place, use: Use): { fieldPath: string } {
    if (!this.uses.includes(use)) {
      place.fail({
        given: this.path,
        allowed: use === 'env' ? 'a field that an environment variable can show' : 'a field of the Pod\'s metadata, which a file can show',
        fix: use === 'env' ? 'show it as a file by Volume.downwardApi, or name one key' : 'show it as an environment variable by EnvValue.fromField',
      });
    }
    return { fieldPath: this.key ? `${this.path}['${checkQualifiedName(place, this.key.name)}']` : this.path };
  }
}
