/** An image of a release, as it is referred to. */
export interface ReleaseImage {
  /** Registry, path and tag, as `registry.k8s.io/agent-sandbox/chrome-sandbox:v1.0.12`. */
  readonly reference: string;

  /** What the tag stands for, as `sha256:…`, where that is known. */
  readonly digest?: string;
}

/** What is known of an image. */
interface ImageFacts {
  /** The first release whose image the registry is known to serve. */
  readonly since: string;

  /** The official digests by release: of the others none is known. */
  readonly digests: { readonly [version: string]: string };
}

/** Where upstream's promoted images are. Its promoter never moves a tag. */
export const IMAGE_REGISTRY = 'registry.k8s.io/agent-sandbox';

/**
 * Upstream's images. The digests are those of the registry's own promotion file as it was at 0.5.3; digests from elsewhere are never
 * written here, since nobody could tell what stands behind them.
 */
export const IMAGES = {
  'agent-sandbox-controller': {
    since: '0.4.6',
    digests: {
      '0.5.2': 'sha256:dbbad861e6c2cc0df1f7ec37dd0e2827b3d2bc051eb45855e01f94e697440403',
      '0.5.3': 'sha256:ba381b4e0c86cca597d5c5a31860e38d30ec1c45e0a7a8328bb2799c87d059c0',
    },
  },
  'python-runtime-sandbox': {
    since: '0.4.6',
    digests: {
      '0.5.2': 'sha256:0435fcb42c7fe273226b47ba73dba9bf88e1c77b4ffb12ab94fe11d8357cbf61',
      '0.5.3': 'sha256:c29a57c0e9a32159cf4d86c6fa10986eb914c4d347013849fcdf43c3ba85995c',
    },
  },
  'chrome-sandbox': {
    since: '0.4.6',
    digests: {
      '0.5.2': 'sha256:0b4d16881d91cbaa31886cd1f9b7cb41322992a82a95d160185631a4ace8d9fc',
      '0.5.3': 'sha256:c8044bcbeabe6dd633df2aceefdf938c51d23d65a9b2800c61a3835516d0b7e8',
    },
  },
  // Up to 0.5.6 the router was in a staging registry alone.
  'sandbox-router-go': { since: '1.0.0', digests: {} },
  // The same up to 1.0.9.
  'sandboxd': { since: '1.0.10', digests: {} },
} as const satisfies { readonly [name: string]: ImageFacts };

/** The name of one of upstream's images. */
export type ImageName = keyof typeof IMAGES;

/** Whether a text names one of upstream's images. */
export function isImageName(text: string): text is ImageName {
  return Object.hasOwn(IMAGES, text);
}

/** The official digest of an image in a release, where one is known. */
export function officialDigest(name: ImageName, version: string): string | undefined {
  const digests: ImageFacts['digests'] = IMAGES[name].digests;
  return digests[version];
}
