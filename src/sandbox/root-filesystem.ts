import { Deviation, WaiverSink } from './waiver-sink';
import { Place } from '../private/place';
import { WaiverProps } from '../rules/waiver';

/** Whether a container may write to the files of its image (`securityContext.readOnlyRootFilesystem`). */
export class RootFilesystem {
  /** It may not. What it has to write goes to `writablePaths`, which are bounded and known. */
  public static readOnly(): RootFilesystem {
    return new RootFilesystem(true);
  }

  /**
   * It may: programs can then replace each other, and what is written counts into the local disk alone.
   *
   * @param waiver why that is accepted; it lifts SBX-FS-003
   */
  public static writable(waiver: WaiverProps): RootFilesystem {
    return new RootFilesystem(false, new Deviation(waiver, 'SBX-FS-003'));
  }

  private constructor(private readonly readOnlyRoot: boolean, private readonly deviation?: Deviation) {}

  /** @internal */
  public _toJson(place: Place, sink: WaiverSink, at?: string): boolean {
    this.deviation?.report(place, sink, at);
    return this.readOnlyRoot;
  }
}
