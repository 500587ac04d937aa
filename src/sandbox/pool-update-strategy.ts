/** What happens to waiting sandboxes of a pool when its template changes (`updateStrategy.type`). */
export enum PoolUpdateStrategy {
  /** They are replaced. */
  RECREATE = 'Recreate',
  /** They stay and are still handed out; only new ones follow the template. After a hardening, claims go on getting the old form. */
  ON_REPLENISH = 'OnReplenish',
}
