import { Standard } from './standard';
import { WaiverRecord } from './waiver-record';
import { JsonObject } from '../private/json';

/** Where an object came from. */
export interface Origin {
  /** The path of the construct that made it. */
  readonly constructPath?: string;
  /** The file that it was read from, or in whose source its construct was made, with the line. */
  readonly file?: string;
  readonly line?: number;
  /** The line of the node at a JSON pointer, where the object was read from a file. */
  readonly lineOf?: (pointer: string) => number;
}

/** A waiver as it holds for an object. */
export interface GivenWaiver extends WaiverRecord {
  /** The path of the construct that it was given at; undefined where it was read from a report. */
  readonly scope?: string;
}

/** An object to be judged. */
export interface Subject {
  /** Its final JSON; absent where it could not be rendered. */
  readonly manifest?: JsonObject;
  /** Why it could not be rendered: verdict `error`, which no waiver lifts. */
  readonly renderError?: string;
  readonly origin: Origin;
  readonly standard: Standard;
  readonly waivers: readonly GivenWaiver[];
}
