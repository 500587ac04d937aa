import { describe, expect, test } from 'vitest';
import { ImageName, IMAGES } from '../../src/release/images';
import { Release } from '../../src/release/release';

const CONSTANTS: [string, Release][] = [
  ['0.5.2', Release.V0_5_2],
  ['0.5.3', Release.V0_5_3],
  ['0.5.4', Release.V0_5_4],
  ['0.5.5', Release.V0_5_5],
  ['0.5.6', Release.V0_5_6],
  ['1.0.0', Release.V1_0_0],
  ['1.0.1', Release.V1_0_1],
  ['1.0.2', Release.V1_0_2],
  ['1.0.3', Release.V1_0_3],
  ['1.0.4', Release.V1_0_4],
  ['1.0.5', Release.V1_0_5],
  ['1.0.6', Release.V1_0_6],
  ['1.0.7', Release.V1_0_7],
  ['1.0.8', Release.V1_0_8],
  ['1.0.9', Release.V1_0_9],
  ['1.0.10', Release.V1_0_10],
  ['1.0.11', Release.V1_0_11],
  ['1.0.12', Release.V1_0_12],
];
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const OTHER = `sha256:${'f'.repeat(64)}`;

describe('known releases', () => {
  test.each(CONSTANTS)('%s has a constant', (version, release) => {
    expect(release.version).toBe(version);
    expect(release.tested).toBe(true);
    expect(release._dataVersion).toBe(version);
    expect(release.apiLine).toBe(version.slice(0, 3));
  });

  test('are all that there are', () => {
    expect(Object.values(Release)).toEqual(CONSTANTS.map(([, release]) => release));
  });

  test.each(CONSTANTS)('of(%j) is the constant', (version, release) => {
    expect(Release.of(version)).toBe(release);
    expect(Release.of(version, { imageDigests: {} })).toBe(release);
  });

  test.each(CONSTANTS)('%s is at least what stands before it', (version, release) => {
    const at = CONSTANTS.findIndex(([other]) => other === version);
    expect(CONSTANTS.map(([other]) => release._atLeast(other))).toEqual(CONSTANTS.map((_, index) => index <= at));
  });
});

describe('releases newer than the known ones', () => {
  test.each([
    ['1.0.13', '1.0.12', '1.0'],
    ['1.0.100', '1.0.12', '1.0'],
    ['0.5.7', '0.5.6', '0.5'],
  ])('%s gets the data of %s and is not tested', (version, data, line) => {
    const release = Release.of(version);
    expect(release.version).toBe(version);
    expect(release._dataVersion).toBe(data);
    expect(release.apiLine).toBe(line);
    expect(release.tested).toBe(false);
  });

  test('count as newer', () => {
    expect(Release.of('1.0.13')._atLeast('1.0.12')).toBe(true);
    expect(Release.of('0.5.100')._atLeast('1.0.0')).toBe(false);
  });
});

describe('refused releases', () => {
  const allowed = '0.5.2 and later patch versions of 0.5, 1.0.0 and later patch versions of 1.0';

  test.each(['0.5.0', '0.5.1'])('fails for %s, whose managed NetworkPolicy selects no Pods', (version) => {
    expect(() => Release.of(version)).toThrow(`[Release.of] version: got "${version}"; allowed: ${allowed}; `
      + 'fix: upgrade to 0.5.2 or later: the managed NetworkPolicy of 0.5.0 and 0.5.1 selects no Pods');
  });

  test.each(['0.1.0', '0.3.10', '0.4.6', '0.4.99', '0.0.0'])('fails for %s, which has no v1beta1', (version) => {
    expect(() => Release.of(version)).toThrow(`[Release.of] version: got "${version}"; allowed: ${allowed}; `
      + 'fix: upgrade, to Release.V1_0_12 say: it has no API version v1beta1, the only one that is written here');
  });

  test.each([['1.1.0', '1.1'], ['2.0.0', '2.0'], ['0.6.0', '0.6'], ['0.50.2', '0.50'], ['10.0.0', '10.0']])('fails for %s, whose line is unknown', (version, line) => {
    expect(() => Release.of(version)).toThrow(`[Release.of] version: got "${version}"; allowed: ${allowed}; `
      + `fix: take Release.V1_0_12, or a version of this library that knows the line ${line}: what exists in it is unknown here`);
  });

  test.each(['v1.0.12', '1.0', '', 'latest', '1.0.12-rc.1', '1.0.12 '])('fails for %j, which is malformed', (version) => {
    expect(() => Release.of(version)).toThrow(`[Release.of] version: got ${JSON.stringify(version)}; allowed: three numbers, as 1.0.12; `
      + 'fix: give the version without a leading "v" and without a suffix');
  });

  test('fails for what is no text', () => {
    expect(() => Release.of(undefined as unknown as string)).toThrow('[Release.of] version: got undefined; allowed: three numbers');
  });
});

describe('images', () => {
  const names = Object.keys(IMAGES) as ImageName[];

  test.each(names)('%s is referred to by the release\'s tag', (name) => {
    expect(Release.V1_0_12._image(name)).toEqual({ reference: `registry.k8s.io/agent-sandbox/${name}:v1.0.12` });
    expect(Release.of('1.0.13')._image(name)).toEqual({ reference: `registry.k8s.io/agent-sandbox/${name}:v1.0.13` });
  });

  test.each([
    ['0.5.2', 'agent-sandbox-controller', 'sha256:dbbad861e6c2cc0df1f7ec37dd0e2827b3d2bc051eb45855e01f94e697440403'],
    ['0.5.2', 'python-runtime-sandbox', 'sha256:0435fcb42c7fe273226b47ba73dba9bf88e1c77b4ffb12ab94fe11d8357cbf61'],
    ['0.5.2', 'chrome-sandbox', 'sha256:0b4d16881d91cbaa31886cd1f9b7cb41322992a82a95d160185631a4ace8d9fc'],
    ['0.5.3', 'agent-sandbox-controller', 'sha256:ba381b4e0c86cca597d5c5a31860e38d30ec1c45e0a7a8328bb2799c87d059c0'],
    ['0.5.3', 'python-runtime-sandbox', 'sha256:c29a57c0e9a32159cf4d86c6fa10986eb914c4d347013849fcdf43c3ba85995c'],
    ['0.5.3', 'chrome-sandbox', 'sha256:c8044bcbeabe6dd633df2aceefdf938c51d23d65a9b2800c61a3835516d0b7e8'],
  ] as [string, ImageName, string][])('%s %s has its official digest', (version, name, digest) => {
    expect(Release.of(version)._image(name)).toEqual({ reference: `registry.k8s.io/agent-sandbox/${name}:v${version}`, digest });
  });

  test('no other release has a digest by itself', () => {
    const pinned = CONSTANTS.filter(([, release]) => names.some((name) => release._image(name).digest !== undefined));
    expect(pinned.map(([version]) => version)).toEqual(['0.5.2', '0.5.3']);
  });

  test('a given digest is taken, for its image and its release alone', () => {
    const release = Release.of('1.0.12', { imageDigests: { 'python-runtime-sandbox': DIGEST } });
    expect(release._image('python-runtime-sandbox').digest).toBe(DIGEST);
    expect(release._image('chrome-sandbox').digest).toBeUndefined();
    expect(release.tested).toBe(true);
    expect(release._dataVersion).toBe('1.0.12');
    expect(Release.V1_0_12._image('python-runtime-sandbox').digest).toBeUndefined();
  });

  test('a given digest leaves the release what it is', () => {
    const options = { imageDigests: { 'chrome-sandbox': DIGEST } };
    expect(Release.of('1.0.5', options)).toMatchObject({ version: '1.0.5', _dataVersion: '1.0.5', apiLine: '1.0', tested: true });
    expect(Release.of('0.5.7', options)).toMatchObject({ version: '0.5.7', _dataVersion: '0.5.6', apiLine: '0.5', tested: false });
  });

  test('a given digest wins over the official one', () => {
    expect(Release.of('0.5.3', { imageDigests: { 'chrome-sandbox': OTHER } })._image('chrome-sandbox').digest).toBe(OTHER);
  });

  test('a digest that is changed after it was given has no effect', () => {
    const imageDigests = { 'chrome-sandbox': DIGEST };
    const release = Release.of('1.0.12', { imageDigests });
    imageDigests['chrome-sandbox'] = OTHER;
    expect(release._image('chrome-sandbox').digest).toBe(DIGEST);
  });

  test.each(['', 'abc', `sha256:${'a'.repeat(63)}`, `sha256:${'a'.repeat(65)}`, `sha256:${'A'.repeat(64)}`, `sha512:${'a'.repeat(64)}`, `${DIGEST}\n`, `x@${DIGEST}`])('fails for the digest %j', (digest) => {
    expect(() => Release.of('1.0.12', { imageDigests: { 'chrome-sandbox': digest } })).toThrow(/^\[Release\.of\] imageDigests\[chrome-sandbox\]: got ".*"; allowed: sha256: and 64 lower-case hex digits; fix: /s);
  });

  test.each(['chrome', 'constructor', 'registry.k8s.io/agent-sandbox/chrome-sandbox', 'chrome-sandbox:v1.0.12'])('fails for a digest of the unknown image %j', (image) => {
    expect(() => Release.of('1.0.12', { imageDigests: { [image]: DIGEST } })).toThrow(`[Release.of] imageDigests[${image}]: got "${image}"; `
      + 'allowed: an image of release 1.0.12: agent-sandbox-controller, python-runtime-sandbox, chrome-sandbox, sandbox-router-go, sandboxd; '
      + 'fix: give one of these names, without registry and tag');
  });

  test.each([['sandboxd', '1.0.9', '1.0.10'], ['sandbox-router-go', '0.5.6', '1.0.0']])('fails for a digest of %s in %s, which came with %s', (image, before, since) => {
    expect(() => Release.of(before, { imageDigests: { [image]: DIGEST } })).toThrow(`allowed: an image of release ${before}: agent-sandbox-controller, `);
    expect(Release.of(since, { imageDigests: { [image]: DIGEST } })._image(image as ImageName).digest).toBe(DIGEST);
  });
});
