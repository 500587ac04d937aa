import { WaiverSink } from './waiver-sink';
import { Place } from '../private/place';
import { checkDnsSubdomain } from '../private/syntax';
import { WaiverProps } from '../rules/waiver';

/**
 * What decides how a runtime is treated: how its guests are sized, and what places its Pods.
 *
 * @internal
 */
export type IsolationKind = 'gvisor' | 'kata' | 'firecracker' | 'aks-kata' | 'runtime-class' | 'shared-kernel';

/** What the classes are that their makers name so. */
const KNOWN_CLASSES: readonly (readonly [name: RegExp, kind: IsolationKind])[] = [
  [/^gvisor$/, 'gvisor'], [/^kata-fc$/, 'firecracker'], [/^kata-vm-isolation$/, 'aks-kata'], [/^kata(-|$)/, 'kata'],
];

/** Names of handlers that run containers on the node's own kernel. */
const UNISOLATED_CLASSES: readonly string[] = ['runc', 'crun', 'youki'];

/** What runs Pods in guests that are sized from their requests. */
const GUESTS: readonly IsolationKind[] = ['kata', 'firecracker', 'aks-kata'];

/**
 * What stands between the sandbox's code and the node's kernel: the Pod's `runtimeClassName`. The class has to exist in the cluster; a Pod
 * whose class is missing is refused by the API server, never run without it.
 */
export class Isolation {
  /**
   * gVisor: an own kernel in user space. The default, since it needs neither virtualization nor sizing of a guest.
   *
   * @param runtimeClassName the class's name; `gvisor` is what GKE calls it and what upstream's policies ask for
   */
  public static gvisor(runtimeClassName: string = 'gvisor'): Isolation {
    return new Isolation('gvisor', runtimeClassName);
  }

  /** Kata Containers with QEMU: a virtual machine for each Pod. The guest is sized from requests, so CPU request and limit are equal by default. */
  public static kataQemu(runtimeClassName: string = 'kata-qemu'): Isolation {
    return new Isolation('kata', runtimeClassName);
  }

  /** Kata Containers with Cloud Hypervisor. */
  public static kataCloudHypervisor(runtimeClassName: string = 'kata-clh'): Isolation {
    return new Isolation('kata', runtimeClassName);
  }

  /**
   * Kata Containers with Firecracker. It has no file sharing with the host: ConfigMaps and Secrets are copied at start and never refreshed,
   * and nodes need a block snapshotter.
   */
  public static firecracker(runtimeClassName: string = 'kata-fc'): Isolation {
    return new Isolation('firecracker', runtimeClassName);
  }

  /** Pod Sandboxing of Azure Kubernetes Service (Kata with a Microsoft hypervisor). Its node label and toleration are written out. */
  public static aksKata(runtimeClassName: string = 'kata-vm-isolation'): Isolation {
    return new Isolation('aks-kata', runtimeClassName);
  }

  /**
   * A RuntimeClass by its name. A name that its makers give (`gvisor`, `kata-fc`, `kata-…`) is treated as what it is: its guest is sized from
   * requests, and it is placed as the platform needs it. Whether another one isolates is judged by the profile's list of runtime classes.
   *
   * @param runtimeClassName the class's name
   */
  public static runtimeClass(runtimeClassName: string): Isolation {
    const known = KNOWN_CLASSES.find(([name]) => name.test(runtimeClassName));
    return new Isolation(known ? known[1] : 'runtime-class', runtimeClassName);
  }

  /**
   * The node's own kernel, as any container has it: one kernel bug away from the node. The Pod then gets a user namespace
   * (`hostUsers: false`), so that an escape lands as a user without rights.
   *
   * @param waiver why that is accepted; it lifts SBX-ISO-001
   */
  public static sharedKernel(waiver: WaiverProps): Isolation {
    return new Isolation('shared-kernel', undefined, waiver);
  }

  private constructor(
    /** @internal */ public readonly _kind: IsolationKind,
    private readonly className: string | undefined,
    private readonly waiver?: WaiverProps,
  ) {}

  /** The RuntimeClass's name; undefined for the shared kernel. */
  public get runtimeClassName(): string | undefined {
    return this.className;
  }

  /**
   * Whether the Pod runs in a guest that is sized from its requests.
   *
   * @internal
   */
  public get _sizesGuest(): boolean {
    return GUESTS.includes(this._kind);
  }

  /** @internal */
  public _toJson(place: Place, sink: WaiverSink): { runtimeClassName?: string; hostUsers?: boolean } {
    if (this._kind === 'shared-kernel') {
      sink.waive(place, this.waiver!, ['SBX-ISO-001']);
      return { hostUsers: false };
    }
    const runtimeClassName = checkDnsSubdomain(place, this.className);
    if (UNISOLATED_CLASSES.includes(runtimeClassName)) {
      place.fail({ given: runtimeClassName, allowed: 'a RuntimeClass that isolates from the node\'s kernel', fix: 'use Isolation.sharedKernel(waiver)' });
    }
    return { runtimeClassName };
  }
}
