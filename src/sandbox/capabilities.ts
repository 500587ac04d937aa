import { Deviation, WaiverSink } from './waiver-sink';
import type * as manifest from '../../imports/manifests';
import { byCodeUnit } from '../private/json';
import { Place } from '../private/place';
import { checkOneOf } from '../private/syntax';
import { WaiverProps } from '../rules/waiver';

/** What Linux has, without the prefix, as Kubernetes writes it. "ALL" is not among them: who needs some can name them. */
const KNOWN: readonly string[] = [
  'AUDIT_CONTROL', 'AUDIT_READ', 'AUDIT_WRITE', 'BLOCK_SUSPEND', 'BPF', 'CHECKPOINT_RESTORE', 'CHOWN', 'DAC_OVERRIDE', 'DAC_READ_SEARCH', 'FOWNER',
  'FSETID', 'IPC_LOCK', 'IPC_OWNER', 'KILL', 'LEASE', 'LINUX_IMMUTABLE', 'MAC_ADMIN', 'MAC_OVERRIDE', 'MKNOD', 'NET_ADMIN', 'NET_BIND_SERVICE',
  'NET_BROADCAST', 'NET_RAW', 'PERFMON', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYSLOG', 'SYS_ADMIN', 'SYS_BOOT', 'SYS_CHROOT', 'SYS_MODULE',
  'SYS_NICE', 'SYS_PACCT', 'SYS_PTRACE', 'SYS_RAWIO', 'SYS_RESOURCE', 'SYS_TIME', 'SYS_TTY_CONFIG', 'WAKE_ALARM',
];

/** The Linux capabilities of a container (`securityContext.capabilities`). All are dropped first. */
export class Capabilities {
  /** None: `drop: [ALL]`. Ports above 1024 need none. */
  public static none(): Capabilities {
    return new Capabilities([]);
  }

  /**
   * None but these. A program that does not run as root has use of them only where the image's file carries them.
   *
   * @param names names without `CAP_`, in upper case: `NET_BIND_SERVICE`
   * @param waiver why that is accepted; it lifts SBX-PRV-004
   */
  public static add(names: string[], waiver: WaiverProps): Capabilities {
    return new Capabilities(names, new Deviation(waiver, 'SBX-PRV-004'));
  }

  private constructor(private readonly names: string[], private readonly deviation?: Deviation) {}

  /** @internal */
  public _toJson(place: Place, sink: WaiverSink, at?: string): manifest.Capabilities {
    if (!this.deviation) return { drop: ['ALL'] };
    this.deviation.report(place, sink, at);
    if (!Array.isArray(this.names) || this.names.length === 0) {
      place.at('names').fail({ given: this.names, allowed: 'at least one capability', fix: 'name it, or use Capabilities.none()' });
    }
    const names = this.names.map((name, index) => checkOneOf(place.at('names').item(index), name, KNOWN, 'write it in upper case and without "CAP_"'));
    return { drop: ['ALL'], add: [...new Set(names)].sort(byCodeUnit) };
  }
}
