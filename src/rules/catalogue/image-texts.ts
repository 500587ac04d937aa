// References to images in CEL: what is asked of those of containers is asked of those of volumes too. A reference without digest is one of three,
// a floating tag (IMG-004), a version of a registry that moves no tags (IMG-006) or any other (IMG-001), so that no image is reported twice for it.

/** Tags that name whatever was built last; so does a missing one. */
const FLOATING = 'latest|main|master|dev|devel|develop|edge|nightly|head|trunk|canary|stable|unstable|snapshot|current|next';

/** Whether an image is named by its digest and its registry. */
export const isPinned = (image: string): string => `${image}.matches('^(localhost|[^/@]*[.:][^/@]*)/[^@]+@sha256:[0-9a-f]{64}$')`;

/** Whether an image has a tag that moves by its name, or none, and no digest. */
export const isFloating = (image: string): string => (
  `${image}.lowerAscii().matches('^([^@]*/)?[^/:@]+(:(${FLOATING})(-[a-z]+)*)?$')`
);

/** Whether an image has a version for a tag, no digest, and is of a registry whose tags never move. */
export const isRelease = (image: string): string => (
  `${image}.matches('^[^@]*[^/:@]:v?[0-9][^/:@]*$') && ${isBelow(image, 'params.immutableTagRegistries')}`
);

/** Whether an image is of one of a list of registries, or of paths in them; an empty list stands for any. */
export const isAllowed = (image: string): string => `size(params.registries) == 0 || ${isBelow(image, 'params.registries')}`;

/** Whether one of a list of paths contains an image: `gcr.io/team` contains nothing of `gcr.io/team-evil`. */
function isBelow(image: string, paths: string): string {
  return `${paths}.exists(path, (${inFull(image)}).startsWith(path + '/'))`;
}

/** A reference with the registry and the folder that Docker leaves out. */
function inFull(image: string): string {
  return `!${image}.contains('/') ? 'docker.io/library/' + ${image}`
    + ` : ${image}.matches('^docker[.]io/[^/]+$') ? ${image}.replace('docker.io/', 'docker.io/library/')`
    + ` : ${image}.matches('^(localhost|[^/]*[.:][^/]*)/') ? ${image} : 'docker.io/' + ${image}`;
}
