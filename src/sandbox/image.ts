import { lockedDigest } from './image-lock';
import { checkPinned, checkReplaceable, checkTagged } from './image-reference';
import { Place } from '../private/place';

/** What a container or an image volume says of its image. */
interface RenderedImage {
  /** The reference, as it is written. */
  readonly image: string;
  /** Whether it names its content by a digest, so that a cached copy is as good as a pulled one. */
  readonly pinned: boolean;
  /** Whether a later step writes another one in its place. */
  readonly replacedLater: boolean;
}

/**
 * A container's image (`image`) and how sure its content is. A digest names the content itself; a tag can be moved by whoever may write to
 * the registry. A file `images.lock.json` beside the app's `cdk8s.yaml` pins tags without touching the program: it maps references to
 * digests (`{ "registry.example.com/team/python:3.12": "sha256:…" }`), and a reference listed there is written as `reference@digest`.
 */
export class SandboxImage {
  /**
   * An image by its digest: the form that the guardrails ask for.
   *
   * @param reference `host[:port]/path[:tag]@sha256:<64 lower-case hex digits>`, the host written out (`docker.io/library/python@sha256:…`)
   */
  public static fromDigest(reference: string): SandboxImage {
    return new SandboxImage(reference, checkPinned);
  }

  /**
   * An image by its tag, pinned by `images.lock.json` where it is listed there. Else the guardrails report it, and nodes pull it anew
   * for each Pod.
   *
   * @param reference `host[:port]/path:tag`, the host written out (`docker.io/library/python:3.12`)
   */
  public static fromTag(reference: string): SandboxImage {
    return new SandboxImage(reference, checkTagged);
  }

  /**
   * An image whose digest a later step puts in (Kustomize `images`, Flux, a build). It is written as given, or pinned by `images.lock.json`
   * where it is listed there. `check` and the admission policies judge it after that step.
   *
   * @param reference what the later step looks for; any text that is not empty
   */
  public static pinnedLater(reference: string): SandboxImage {
    return new SandboxImage(reference, checkReplaceable);
  }

  private constructor(private readonly reference: string, private readonly check: (place: Place, reference: string) => void) {}

  /** @internal */
  public _render(place: Place): RenderedImage {
    this.check(place, this.reference);
    if (/@sha256:[0-9a-f]{64}$/.test(this.reference)) return { image: this.reference, pinned: true, replacedLater: false };
    const digest = lockedDigest(place, this.reference);
    if (digest !== undefined) return { image: `${this.reference}@${digest}`, pinned: true, replacedLater: false };
    return { image: this.reference, pinned: false, replacedLater: this.check === checkReplaceable };
  }
}
