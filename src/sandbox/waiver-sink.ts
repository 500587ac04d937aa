import { Place } from '../private/place';
import { WaiverProps } from '../rules/waiver';

/** Where mappers report the waivers that their values carry. The construct behind it checks and records them. */
export interface WaiverSink {
  /** Reports that `props`, given at `place`, lifts `rules`, at a place in the Pod (`containers[name=main]`) where `at` names one. */
  waive(place: Place, props: WaiverProps, rules: string[], at?: string): void;

  /** Notes what a typed choice stands for by itself, without anybody's waiver: it is shown, and judged where the choice no longer holds. */
  accept(reason: string, rules: readonly string[], at: string): void;
}

/** What an unsafe factory stands for: the rules that its value breaks, and the waiver that it was given. */
export class Deviation {
  private readonly rules: string[];

  public constructor(private readonly waiver: WaiverProps, ...rules: string[]) {
    this.rules = rules;
  }

  /** Reports the waiver, a missing one too: the sink refuses it there, with construct path and property. */
  public report(place: Place, sink: WaiverSink, at?: string): void {
    sink.waive(place, this.waiver, [...this.rules], at);
  }
}
