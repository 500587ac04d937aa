import { checkRelativePath } from './paths';
import { Deviation, WaiverSink } from './waiver-sink';
import type * as manifest from '../../imports/manifests';
import { Place } from '../private/place';
import { WaiverProps } from '../rules/waiver';

/** Which system calls the node's kernel takes (`securityContext.seccompProfile`). */
export class Seccomp {
  /** What the container runtime takes by default. gVisor has its own filter and drops this one as redundant; namespaces with Pod Security ask for it. */
  public static runtimeDefault(): Seccomp {
    return new Seccomp('RuntimeDefault');
  }

  /**
   * A profile that lies on the nodes.
   *
   * @param profile its path below the kubelet's folder for seccomp profiles: relative, without ".."
   */
  public static localhost(profile: string): Seccomp {
    return new Seccomp('Localhost', { profile });
  }

  /**
   * All that the kernel has.
   *
   * @param waiver why that is accepted; it lifts SBX-KRN-001
   */
  public static unconfined(waiver: WaiverProps): Seccomp {
    return new Seccomp('Unconfined', undefined, new Deviation(waiver, 'SBX-KRN-001'));
  }

  private constructor(
    private readonly kind: 'RuntimeDefault' | 'Localhost' | 'Unconfined',
    private readonly file?: { readonly profile: string },
    private readonly deviation?: Deviation,
  ) {}

  /** @internal */
  public _toJson(place: Place, sink: WaiverSink, at?: string): manifest.SeccompProfile {
    this.deviation?.report(place, sink, at);
    return { type: this.kind, ...(this.file && { localhostProfile: checkRelativePath(place.at('profile'), this.file.profile) }) };
  }
}
