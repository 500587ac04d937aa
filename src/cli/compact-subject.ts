import { JsonObject } from '../private/json';
import { Standard } from '../rules/standard';
import { GivenWaiver, Origin, Subject } from '../rules/subject';

/** The object that was read last: what is asked for it again and again, is asked for it in a row. */
let latest: { readonly subject: CompactSubject; readonly manifest: JsonObject } | undefined;

/** A subject that keeps its object as text, of which there may be hundreds of thousands. */
export class CompactSubject implements Subject {
  // Beside the heap, which would grow to a multiple of it.
  private readonly json: Buffer;

  constructor(json: string, readonly origin: Origin, readonly standard: Standard, readonly waivers: readonly GivenWaiver[]) {
    this.json = Buffer.from(json);
  }

  get manifest(): JsonObject {
    if (latest?.subject !== this) latest = { subject: this, manifest: JSON.parse(this.json.toString()) as JsonObject };
    return latest.manifest;
  }
}
