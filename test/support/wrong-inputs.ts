import { CONTAINERS } from './wrong-inputs/containers';
import { NETWORKS } from './wrong-inputs/networks';
import { OBJECTS } from './wrong-inputs/objects';
import { PODS_AND_SANDBOXES } from './wrong-inputs/pods';
import { WrongInput } from './wrong-inputs/support';
import { UNSAFE } from './wrong-inputs/unsafe';
import { VOLUMES } from './wrong-inputs/volumes';

export { GOOD } from './wrong-inputs/support';
export type { WrongInput } from './wrong-inputs/support';

/** Mistakes that are refused when they are made. Those with a `manifest` can be shown to an API server too. */
export const WRONG_INPUTS: readonly WrongInput[] = [...CONTAINERS, ...VOLUMES, ...PODS_AND_SANDBOXES, ...NETWORKS, ...OBJECTS, ...UNSAFE];
