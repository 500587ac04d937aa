import { SourceDocument } from './documents';
import { failFor, Io } from './io';
import { readPaths } from './sources';
import { UnreadableError } from './unreadable-error';
import { form, formed, Forms, FLAG, LIST } from '../private/forms';
import { isPlainObject, JsonObject } from '../private/json';
import { ConfigurationError, Place } from '../private/place';
import { checkOneOf } from '../private/syntax';
import { checkDate } from '../private/time';
import { ClusterFacts } from '../profile/cluster-facts';
import { ClusterFactsProps, GkeFactsProps } from '../profile/cluster-facts-props';
import { HardeningProfile } from '../profile/hardening-profile';
import { HardeningProfileOptions } from '../profile/hardening-profile-options';
import { PLATFORMS } from '../profile/platforms';
import { Release } from '../release/release';
import { Standard, standardOf } from '../rules/standard';

/** By what objects are judged, as options say it. An object stands for the file that has it. */
export interface StandardOptions {
  readonly profile?: string | JsonObject;
  readonly cluster?: string | JsonObject;
  readonly release?: string;
}

const PROFILES = new Map([HardeningProfile.RESTRICTED_V1, HardeningProfile.BASELINE_V1].map((profile) => [profile.name, profile]));

const CLUSTER: Forms<ClusterFactsProps> = {
  podCidrs: LIST, serviceCidrs: LIST, nodeCidrs: LIST, apiServerCidrs: LIST, apiAudiences: LIST, runtimeClasses: LIST,
};
const PLATFORM_FORMS: { readonly [platform: string]: Forms<ClusterFactsProps> } = { gke: { ...CLUSTER, addon: FLAG } as Forms<GkeFactsProps> };

/** The standard that options come to. */
export function standardFor({ profile, cluster, release }: StandardOptions, io: Io): Standard {
  return standardOf(profileFor(profile, io), clusterFor(cluster, io), release === undefined ? Release.V1_0_12 : Release.of(release));
}

/** A day that an option gives. */
export function dayFor(option: string, day: string): string {
  return checkDate(Place.named('arguments').at(option), day, 'write it as 2027-01-31');
}

function profileFor(given: string | JsonObject | undefined, io: Io): HardeningProfile {
  if (given === undefined) return HardeningProfile.RESTRICTED_V1;
  const known = typeof given === 'string' ? PROFILES.get(given) : undefined;
  if (known) return known;
  const { file, value } = settingsIn('--profile', given, `${[...PROFILES.keys()].join(', ')}, or a file`, io);
  const { base = HardeningProfile.RESTRICTED_V1.name, ...options } = value;
  const name = checkOneOf(Place.named(file).at('base'), base, [...PROFILES.keys()]);
  try {
    return HardeningProfile.custom(PROFILES.get(name)!, options as HardeningProfileOptions);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new ConfigurationError(file, error.property, error.complaint);
  }
}

function clusterFor(given: string | JsonObject | undefined, io: Io): ClusterFacts {
  if (given === undefined) return ClusterFacts.generic();
  const { file, value } = settingsIn('--cluster', given, 'a file', io);
  const { platform, ...props } = value;
  const place = Place.named(file);
  const names = Object.keys(PLATFORMS) as (keyof typeof PLATFORMS)[];
  const name = checkOneOf(place.at('platform'), platform, names) as keyof typeof PLATFORMS;
  const cluster = ClusterFacts[name](formed(place, props as ClusterFactsProps, PLATFORM_FORMS[name] ?? CLUSTER));
  cluster._check(place);
  return cluster;
}

/** The one object in a file of settings. */
function settingsIn(option: string, given: string | JsonObject, allowed: string, io: Io): { file: string; value: JsonObject } {
  if (typeof given !== 'string') {
    form(isPlainObject, `${allowed}, or an object`, 'write it as { key: value }')(Place.named('properties').at(option.slice('--'.length)), given);
    return { file: option.slice('--'.length), value: given };
  }
  const documents = documentsIn(option, given, allowed, io);
  if (documents.length !== 1) failFor(option, given, `${allowed} with one document`, `make it one: there are ${documents.length}`);
  const [{ file, value }] = documents;
  return { file, value };
}

function documentsIn(option: string, given: string, allowed: string, io: Io): SourceDocument[] {
  try {
    return [...readPaths([given], io.stdin, io.cwd)];
  } catch (error) {
    // A misspelled name is taken for a file.
    if (error instanceof UnreadableError && error.line === undefined) failFor(option, given, allowed, `give one of these: ${error.reason}`);
    throw error;
  }
}
