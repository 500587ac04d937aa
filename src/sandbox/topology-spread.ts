import { labelsOf } from './metadata';
import { Deviation, WaiverSink } from './waiver-sink';
import type * as manifest from '../../imports/manifests';
import { Place } from '../private/place';
import { checkInteger, checkQualifiedName } from '../private/syntax';
import { WaiverProps } from '../rules/waiver';

const MAX_INT32 = 2147483647;

/** Options of a spread. */
export interface TopologySpreadOptions {
  /**
   * By how many Pods the fullest and the emptiest place may differ, at least 1 (`maxSkew`).
   *
   * @default 1
   */
  readonly maxSkew?: number;

  /**
   * The labels of the Pods that are counted (`labelSelector.matchLabels`).
   *
   * @default - those by which the construct's own Pods are known
   */
  readonly labels?: { [key: string]: string };
}

/** How Pods are spread over the cluster (`topologySpreadConstraints[]`), so that the loss of one node or zone does not cost a whole pool. */
export class TopologySpread {
  /**
   * Over nodes, as far as possible.
   *
   * @param options by how much it may be uneven, and which Pods count
   */
  public static hosts(options: TopologySpreadOptions = {}): TopologySpread {
    return TopologySpread.of('kubernetes.io/hostname', options);
  }

  /**
   * Over zones, as far as possible.
   *
   * @param options by how much it may be uneven, and which Pods count
   */
  public static zones(options: TopologySpreadOptions = {}): TopologySpread {
    return TopologySpread.of('topology.kubernetes.io/zone', options);
  }

  /**
   * Over the values of another label of nodes, as far as possible (`whenUnsatisfiable: ScheduleAnyway`).
   *
   * @param topologyKey the label's key
   * @param options by how much it may be uneven, and which Pods count
   */
  public static of(topologyKey: string, options: TopologySpreadOptions = {}): TopologySpread {
    return new TopologySpread(topologyKey, 'ScheduleAnyway', options);
  }

  /**
   * Evenly or not at all (`whenUnsatisfiable: DoNotSchedule`): a pool stops growing where the spread cannot be kept.
   *
   * @param topologyKey the label's key, as `topology.kubernetes.io/zone`
   * @param waiver why that is accepted; it lifts SBX-SCH-005
   * @param options by how much it may be uneven, and which Pods count
   */
  public static strict(topologyKey: string, waiver: WaiverProps, options: TopologySpreadOptions = {}): TopologySpread {
    return new TopologySpread(topologyKey, 'DoNotSchedule', options, new Deviation(waiver, 'SBX-SCH-005'));
  }

  private constructor(
    private readonly topologyKey: string,
    private readonly whenUnsatisfiable: 'ScheduleAnyway' | 'DoNotSchedule',
    private readonly options: TopologySpreadOptions,
    private readonly deviation?: Deviation,
  ) {}

  /**
   * The constraint; without a selector where the construct's own Pods are meant, whose labels may be known later.
   *
   * @internal
   */
  public _toJson(place: Place, sink: WaiverSink): manifest.TopologySpreadConstraint {
    const topologyKey = checkQualifiedName(place.at('topologyKey'), this.topologyKey);
    this.deviation?.report(place, sink, `topologySpreadConstraints[topologyKey=${topologyKey}]`);
    const { maxSkew = 1, labels } = this.options;
    return {
      maxSkew: checkInteger(place.at('maxSkew'), maxSkew, 1, MAX_INT32),
      topologyKey,
      whenUnsatisfiable: this.whenUnsatisfiable,
      ...(labels && { labelSelector: { matchLabels: labelsOf(place.at('labels'), labels) } }),
    };
  }
}
