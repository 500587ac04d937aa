import { PodDnsConfig } from './pod-dns-config';
import type * as manifest from '../../imports/manifests';
import { compact, sortedEntries } from '../private/json';
import { Place } from '../private/place';
import { checkDnsSubdomain, checkText } from '../private/syntax';

/** What a resolver takes at most. */
const MOST_SEARCHES = 32;

/** The part of `dnsConfig` that the user decides; name servers and policy come with the network's rules. */
export function dnsConfigOf(place: Place, { searches, options }: PodDnsConfig): manifest.PodDNSConfig | undefined {
  if (searches !== undefined && searches.length > MOST_SEARCHES) {
    place.at('searches').fail({ given: `${searches.length} domains`, allowed: `at most ${MOST_SEARCHES}`, fix: 'leave out those that are not needed' });
  }
  return compact<manifest.PodDNSConfig>({
    searches: searches?.map((domain, index) => checkDnsSubdomain(place.at('searches').item(index), domain)),
    options: options && sortedEntries(options).map(([name, value]) => {
      checkText(place.at('options'), name, 'give the option\'s name');
      if (typeof value !== 'string') place.at('options').item(name).fail({ given: value, allowed: 'a text', fix: 'write numbers in quotes' });
      return value === '' ? { name } : { name, value };
    }),
  });
}
