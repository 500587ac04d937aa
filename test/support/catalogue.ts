import { ISOLATION_ROWS } from './catalogue/isolation';
import { KERNEL_ROWS } from './catalogue/kernel';
import { RESOURCES_ROWS } from './catalogue/resources';
import { SETTINGS_ROWS } from './catalogue/settings';
import { Row } from './catalogue/support';
import { VOLUMES_ROWS } from './catalogue/volumes';

/**
 * The catalogue of guardrails, as far as the manifest of a template can show it: each row with a predicate that holds where the row is kept.
 * The guardrails themselves judge more finely; here they are a yardstick for the defaults.
 */
export const CATALOGUE: readonly Row[] = [...ISOLATION_ROWS, ...KERNEL_ROWS, ...VOLUMES_ROWS, ...RESOURCES_ROWS, ...SETTINGS_ROWS];
