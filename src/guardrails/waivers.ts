import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Place } from '../private/place';
import { WAIVERS_ANNOTATION } from '../release/names';
import { WaiverProps } from '../rules/waiver';
import { WaiverRecord, waiverRecord } from '../rules/waiver-record';

/** The key under which a waiver lies in a construct's metadata. */
export const WAIVER_METADATA = 'cdk8s-agent-sandbox/waiver';

/** Checks the waivers that a construct is given and records them: in its metadata, where the judge finds them, and on its object. */
export class WaiverBook {
  private readonly records: WaiverRecord[] = [];
  private object?: ApiObject;

  public constructor(private readonly scope: IConstruct) {}

  /** Records that `props` lifts `rules`, at a place in the Pod where `at` names one. */
  public waive(place: Place, props: WaiverProps, rules: string[], at?: string): void {
    const record = waiverRecord(place, props, rules, at);
    this.records.push(record);
    this.scope.node.addMetadata(WAIVER_METADATA, record);
    this.annotate();
  }

  /** Shows the waivers, those to come too, in an annotation of `object`. */
  public showOn(object: ApiObject): void {
    this.object = object;
    this.annotate();
  }

  private annotate(): void {
    if (this.records.length > 0) this.object?.metadata.addAnnotation(WAIVERS_ANNOTATION, JSON.stringify(this.records));
  }
}
