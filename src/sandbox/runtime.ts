import { RUNTIME_FORMS } from './container-forms';
import { CustomRuntimeProps, RuntimeOptions, SandboxdRuntimeOptions } from './runtime-options';
import { bindChrome, bindPython, bindSandboxd, RuntimeBinding } from './runtimes';
import { formed } from '../private/forms';
import { Place } from '../private/place';
import { Release } from '../release/release';

/**
 * A program for sandboxes with all that it needs to work under the hardened defaults. A template that gives only image and port starts the
 * program; a runtime also keeps the program's own API alive.
 */
export class SandboxRuntime {
  /**
   * Upstream's Python runtime: commands and files over HTTP on port 8888, as the Python SDK speaks to it. From 1.0.0 it works in
   * `SANDBOX_BASE_DIR`; older ones work in `/app`, which an init container of the same image copies into the workspace first.
   */
  public static python(options: RuntimeOptions = {}): SandboxRuntime {
    return new SandboxRuntime((place, release) => bindPython(place, release, options.version, options.image));
  }

  /** Upstream's sandboxd: REST and health on port 8080, gRPC on 9090. It has no authentication of its own and speaks clear text. */
  public static sandboxd(options: SandboxdRuntimeOptions): SandboxRuntime {
    return new SandboxRuntime((place, release) => bindSandboxd(place, release, options?.version, options?.image));
  }

  /** Upstream's Chromium: DevTools on port 9222. */
  public static chrome(options: RuntimeOptions = {}): SandboxRuntime {
    return new SandboxRuntime((place, release) => bindChrome(place, release, options.version, options.image));
  }

  /** A program of one's own, described once and used in many templates. */
  public static custom(props: CustomRuntimeProps): SandboxRuntime {
    return new SandboxRuntime((place) => {
      const given = formed(place, props, RUNTIME_FORMS);
      return { ...given, server: given.server ?? (given.ports ?? []).length > 0 };
    });
  }

  private constructor(private readonly bind: (place: Place, release: Release) => RuntimeBinding) {}

  /**
   * What the runtime brings with a release.
   *
   * @internal
   */
  public _bind(place: Place, release: Release): RuntimeBinding {
    return this.bind(place, release);
  }
}
