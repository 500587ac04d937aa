import { WaiverProps } from './waiver';
import { Place } from '../private/place';
import { checkText } from '../private/syntax';
import { checkDate } from '../private/time';

/** The shortest reason that can say something: enough for a sentence, too much for "tbd". */
const SHORTEST_REASON = 20;

/** A waiver as it is recorded: with the rules that it lifts and the place that it is about. */
export interface WaiverRecord extends WaiverProps {
  /** Ids of the rules that it lifts, as `SBX-ISO-001`. */
  readonly rules: string[];

  /** The place in the Pod, keyed and not by index, as `containers[name=main]`; without it the object as a whole. */
  readonly at?: string;

  /** Whether it holds for everything below the construct that it was given at, and not for the construct's own objects alone. */
  readonly inherit?: boolean;

  /** Whether it is the library's own, for what a typed choice brings with it: it is shown, and is neither bound to a day nor an exception in the cluster. */
  readonly builtIn?: boolean;
}

/** Checks a waiver and gives its record. */
export function waiverRecord(place: Place, props: WaiverProps, rules: string[], at?: string): WaiverRecord {
  if (typeof props !== 'object' || props === null) {
    place.fail({ given: props, allowed: 'a waiver with reason, owner and expires', fix: 'say why, who answers for it and until when, or use the hardened form' });
  }
  const reason = checkText(place.at('reason'), props.reason, 'say why the deviation is needed and what bounds it').trim();
  if (reason.length < SHORTEST_REASON) {
    place.at('reason').fail({
      given: props.reason,
      allowed: `a text of at least ${SHORTEST_REASON} characters`,
      fix: 'say why the deviation is needed and what bounds it',
    });
  }
  for (const [key, text] of Object.entries({ reason, owner: props.owner, ticket: props.ticket })) {
    if (typeof text === 'string' && /\{\{|\}\}/.test(text)) {
      place.at(key).fail({ given: text, allowed: 'a text without "{{" and "}}", which Helm takes for a template', fix: 'write it without double braces' });
    }
  }
  const owner = checkText(place.at('owner'), props.owner, 'name the team or person who answers for it').trim();
  const expires = checkDate(place.at('expires'), props.expires, 'give the last day on which it holds');
  const ticket = props.ticket === undefined ? undefined : checkText(place.at('ticket'), props.ticket, 'leave it out where there is none').trim();
  return { rules, reason, owner, expires, ...(ticket === undefined ? {} : { ticket }), ...(at === undefined ? {} : { at }) };
}
