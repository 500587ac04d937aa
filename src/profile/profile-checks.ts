import { HardeningProfileOptions } from './hardening-profile-options';
import { freeze, ProfileValues } from './profile-values';
import { Place } from '../private/place';
import { checkQuantity, compareQuantities, sumOfBytes } from '../private/quantity';
import { checkDnsSubdomain, checkInteger, checkOneOf, checkPort, checkQualifiedName, checkText } from '../private/syntax';

/** Checks a value and gives it in the form in which it is kept. */
type Check<T> = (place: Place, value: unknown) => T;

type Row = keyof ProfileValues;

/** The highest user or group id, and the highest int32 of the API. */
const MAX_INT32 = 2147483647;
const TEN_YEARS_IN_DAYS = 3650;

const integer = (min: number, max: number): Check<number> => (place, value) => checkInteger(place, value, min, max);
const word = (...words: string[]): Check<string> => (place, value) => checkOneOf(place, value, words);

const cpu: Check<string> = (place: Place, value) => {
  const quantity = checkPositive(place, value);
  if (/[nu]$/.test(quantity)) place.fail({ given: value, allowed: 'whole thousandths of a core, as "250m"', fix: 'write a multiple of 1m' });
  return quantity;
};

const bytes: Check<string> = (place: Place, value) => {
  const quantity = checkPositive(place, value);
  if (/[num]$/.test(quantity)) place.fail({ given: value, allowed: 'a whole number of bytes, as "512Mi"', fix: 'write it with Ki, Mi or Gi ("m" is thousandths)' });
  return quantity;
};

function checkPositive(place: Place, value: unknown): string {
  const quantity = checkQuantity(place, value);
  if (compareQuantities(quantity, '0') <= 0) place.fail({ given: value, allowed: 'a quantity of more than 0', fix: 'leave it out for the base profile\'s' });
  return quantity;
}

const list = <T>(check: Check<T>): Check<T[]> => (place: Place, value) => {
  if (!Array.isArray(value)) place.fail({ given: value, allowed: 'a list', fix: 'put it in brackets' });
  const items: T[] = value.map((item, index) => check(place.item(index), item));
  const twice = items.findIndex((item, index) => items.indexOf(item) < index);
  if (twice >= 0) place.item(twice).fail({ given: items[twice], allowed: 'each item once', fix: 'remove the second one' });
  return items;
};

const runtimeClass: Check<string> = (place: Place, value) => {
  const name = checkDnsSubdomain(place, value);
  if (name === 'runc') {
    place.fail({ given: value, allowed: 'RuntimeClasses that isolate from the node\'s kernel', fix: 'use Isolation.sharedKernel(waiver) where one sandbox needs it' });
  }
  return name;
};

const REGISTRY = /^(localhost|[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)+)(:\d{1,5})?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/;
const registry: Check<string> = (place: Place, value) => {
  if (typeof value !== 'string' || !REGISTRY.test(value)) {
    place.fail({
      given: value,
      allowed: 'a registry\'s host and, where wanted, port and path, as "registry.example.com:5000/team"',
      fix: 'write it without scheme, tag, digest and final "/", in lower case',
    });
  }
  return value;
};

const annotationPrefix: Check<string> = (place: Place, value) => {
  const [domain, ...rest] = typeof value === 'string' ? value.split('/') : [];
  if (rest.length !== 1) {
    place.fail({
      given: value,
      allowed: 'a DNS name, "/" and as much of the key as is wanted, as "sandbox.users.io/"',
      fix: 'name the domain: annotations without one steer runtimes too',
    });
  }
  checkDnsSubdomain(place, domain);
  checkQualifiedName(place, `${domain}/${rest[0]}x`);
  return value as string;
};

const podSecurityVersion: Check<string> = (place: Place, value) => {
  if (typeof value !== 'string' || !/^v1\.(2[5-9]|[3-9]\d)$/.test(value)) {
    place.fail({
      given: value,
      allowed: 'a version from v1.25 to v1.99',
      fix: 'pin a version that the cluster knows: what "latest" means changes with the cluster',
    });
  }
  return value;
};

/** What each row has to be for itself. */
const CHECKS: { readonly [row in Row]: Check<ProfileValues[row]> } = {
  runtimeClass,
  runtimeClasses: list(runtimeClass),
  registries: list(registry),
  immutableTagRegistries: list(registry),
  cpuRequest: cpu,
  cpuLimit: cpu,
  guestCpuRequest: cpu,
  guestCpuLimit: cpu,
  cpuCeiling: cpu,
  memory: bytes,
  memoryFloor: bytes,
  memoryCeiling: bytes,
  ephemeralStorage: bytes,
  ephemeralStorageCeiling: bytes,
  tmpSize: bytes,
  workspaceSize: bytes,
  user: integer(1, MAX_INT32),
  group: integer(1, MAX_INT32),
  fsGroup: integer(1, MAX_INT32),
  minimumUser: integer(1, MAX_INT32),
  userNamespaceIdCeiling: integer(1, 65535),
  gracePeriodSeconds: integer(0, MAX_INT32),
  gracePeriodCeilingSeconds: integer(0, MAX_INT32),
  restartPolicy: word('Always', 'OnFailure', 'Never'),
  serverRestartPolicy: word('Always', 'OnFailure', 'Never'),
  claimLifetimeCeilingDays: integer(1, TEN_YEARS_IN_DAYS),
  ttlCeilingSeconds: integer(0, MAX_INT32),
  updateStrategy: word('Recreate', 'OnReplenish'),
  poolSize: integer(0, MAX_INT32),
  poolSizeCeiling: integer(0, MAX_INT32),
  waiverCeilingDays: integer(1, TEN_YEARS_IN_DAYS),
  waiverWarningDays: integer(0, TEN_YEARS_IN_DAYS),
  apiAudiences: list(checkText),
  claimAnnotationPrefixes: list(annotationPrefix),
  allowedPodAnnotations: list(checkQualifiedName),
  csiDrivers: list((place, value) => checkDnsSubdomain(place, value)),
  internetPorts: list(checkPort),
  podSecurityVersion,
};

/** Rows of which the first may not be more than the second. */
const AT_MOST: readonly (readonly [Row, Row])[] = [
  ['cpuRequest', 'cpuLimit'],
  ['cpuLimit', 'cpuCeiling'],
  ['guestCpuRequest', 'guestCpuLimit'],
  ['guestCpuLimit', 'cpuCeiling'],
  ['memoryFloor', 'memory'],
  ['memory', 'memoryCeiling'],
  ['ephemeralStorage', 'ephemeralStorageCeiling'],
  ['minimumUser', 'user'],
  ['gracePeriodSeconds', 'gracePeriodCeilingSeconds'],
  ['poolSize', 'poolSizeCeiling'],
  ['waiverWarningDays', 'waiverCeilingDays'],
];

/** The base's values with those of the options that are given, all checked. */
export function customValues(place: Place, base: ProfileValues, options: HardeningProfileOptions): ProfileValues {
  const values: { [row: string]: unknown } = { ...base };
  for (const [row, check] of Object.entries(CHECKS)) {
    const given = options[row as Row];
    if (given !== undefined && given !== null) values[row] = check(place.at(row), given);
  }
  checkTogether(place, values as ProfileValues);
  return freeze(values as ProfileValues);
}

/** What rows have to be together. */
function checkTogether(place: Place, values: ProfileValues): void {
  for (const [less, more] of AT_MOST) {
    // Plain numbers are quantities too.
    if (compareQuantities(String(values[less]), String(values[more])) > 0) {
      place.at(less).fail({ given: values[less], allowed: `at most ${more}, which is ${values[more]}`, fix: `lower ${less} or raise ${more}` });
    }
  }
  if (compareQuantities(sumOfBytes([values.tmpSize, values.workspaceSize]), values.ephemeralStorage) > 0) {
    place.at('ephemeralStorage').fail({
      given: values.ephemeralStorage,
      allowed: `at least tmpSize and workspaceSize together, ${values.tmpSize} and ${values.workspaceSize}`,
      fix: 'raise ephemeralStorage, or lower one of them',
    });
  }
  if (!values.runtimeClasses.includes(values.runtimeClass)) {
    place.at('runtimeClass').fail({
      given: values.runtimeClass,
      allowed: `one of runtimeClasses: ${values.runtimeClasses.join(', ')}`,
      fix: 'put it into runtimeClasses, or take another',
    });
  }
}
