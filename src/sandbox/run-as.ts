import { Deviation, WaiverSink } from './waiver-sink';
import type * as manifest from '../../imports/manifests';
import { compact } from '../private/json';
import { Place } from '../private/place';
import { checkInteger } from '../private/syntax';
import { WaiverProps } from '../rules/waiver';

const MAX_ID = 2147483647;

/** The groups beside a user. */
export interface RunAsOptions {
  /**
   * The group's number, at least 1 (`runAsGroup`).
   *
   * @default - the user's number
   */
  readonly group?: number;

  /**
   * The number of the group that owns the volumes' files, at least 1 (`fsGroup`). For the Pod as a whole alone.
   *
   * @default - the group's number
   */
  readonly fsGroup?: number;

  /**
   * Numbers of further groups, each at least 1 (`supplementalGroups`). For the Pod as a whole alone.
   *
   * @default - none
   */
  readonly supplementalGroups?: number[];
}

/** The ids that a choice stands for. */
interface Ids extends RunAsOptions {
  readonly user: number;
}

/**
 * The user and groups that containers run as (`securityContext`). Numbers, not names: where an image names its user, the kubelet cannot
 * tell whether that is root and refuses to start it.
 */
export class RunAs {
  /**
   * A user and its groups by number.
   *
   * @param uid the user's number, at least the profile's minimum (1000); 10000 or more keeps it apart from users of images and nodes
   * @param options the groups
   */
  public static user(uid: number, options: RunAsOptions = {}): RunAs {
    return new RunAs({ ...options, user: uid }, 'usual');
  }

  /**
   * A system user of an image, below the profile's minimum: nodes may have a user of the same number.
   *
   * @param uid the user's number, at least 1
   * @param waiver why that is accepted; it lifts SBX-IDN-002 and SBX-IDN-006
   * @param options the groups
   */
  public static systemUser(uid: number, waiver: WaiverProps, options: RunAsOptions = {}): RunAs {
    return new RunAs({ ...options, user: uid }, 'system', new Deviation(waiver, 'SBX-IDN-002', 'SBX-IDN-006'));
  }

  /** Whoever the namespace's range says, as OpenShift assigns them: no number is written, only that it is not root. */
  public static namespaceRange(): RunAs {
    return new RunAs(undefined, 'usual');
  }

  /**
   * Root: a bug in the kernel or the runtime is then worth most. Namespaces that enforce the Pod Security level `restricted` refuse such
   * Pods.
   *
   * @param waiver why that is accepted; it lifts SBX-IDN-001, SBX-IDN-002, SBX-IDN-003 and SBX-IDN-006
   */
  public static root(waiver: WaiverProps): RunAs {
    return new RunAs({ user: 0 }, 'root', new Deviation(waiver, 'SBX-IDN-001', 'SBX-IDN-002', 'SBX-IDN-003', 'SBX-IDN-006'));
  }

  private constructor(
    private readonly ids: Ids | undefined,
    private readonly kind: 'usual' | 'system' | 'root',
    private readonly deviation?: Deviation,
  ) {}

  /**
   * The parts of the Pod's security context.
   *
   * @internal
   */
  public _toJson(place: Place, sink: WaiverSink, minimumUser: number, maximumId: number = MAX_ID): manifest.PodSecurityContext {
    this.deviation?.report(place, sink);
    const { fsGroup, supplementalGroups } = this.ids ?? {};
    const own = this.userAndGroup(place, minimumUser, maximumId);
    return compact<manifest.PodSecurityContext>({
      ...own,
      fsGroup: fsGroup === undefined ? own.runAsGroup : checkGroup(place.at('fsGroup'), fsGroup, maximumId),
      // Else the kubelet walks through all files of a volume at each start.
      fsGroupChangePolicy: 'OnRootMismatch',
      supplementalGroups: supplementalGroups?.map((group, index) => checkGroup(place.at('supplementalGroups').item(index), group, maximumId)),
    })!;
  }

  /**
   * The parts of one container's security context, which knows no groups of volumes.
   *
   * @internal
   */
  public _toContainerJson(place: Place, sink: WaiverSink, minimumUser: number, at: string, maximumId: number = MAX_ID): manifest.SecurityContext {
    this.deviation?.report(place, sink, at);
    for (const key of ['fsGroup', 'supplementalGroups'] as const) {
      if (this.ids?.[key] !== undefined) {
        place.at(key).fail({ given: this.ids[key], allowed: 'nothing here: Kubernetes has it for the Pod as a whole', fix: 'set it in the Pod\'s runAs' });
      }
    }
    return compact<manifest.SecurityContext>(this.userAndGroup(place, minimumUser, maximumId))!;
  }

  private userAndGroup(place: Place, minimumUser: number, maximumId: number): { runAsNonRoot: boolean; runAsUser?: number; runAsGroup?: number } {
    if (!this.ids) return { runAsNonRoot: true };
    if (this.kind === 'root') return { runAsNonRoot: false, runAsUser: 0, runAsGroup: 0 };
    const [min, fix] = this.kind === 'system'
      ? [1, 'use RunAs.root with a waiver for 0']
      : [minimumUser, `use RunAs.systemUser with a waiver below the profile's minimum ${minimumUser}, RunAs.root with a waiver for 0`];
    const user = checkInteger(place.at('uid'), this.ids.user, min, maximumId, fix);
    const group = this.ids.group === undefined ? user : checkGroup(place.at('group'), this.ids.group, maximumId);
    return { runAsNonRoot: true, runAsUser: user, runAsGroup: group };
  }
}

/** Group 0 owns files that are writable by group in many images. */
function checkGroup(place: Place, value: number, max: number): number {
  return checkInteger(place, value, 1, max, 'give a group other than 0, which owns writable files in many images');
}
