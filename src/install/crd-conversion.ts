/** How the API server converts between the versions of a definition (`spec.conversion.strategy`). */
export class CrdConversion {
  /** By the controller's webhook, as upstream does it. Where the webhook is down, no v1alpha1 client can read anything. */
  public static webhook(): CrdConversion {
    return new CrdConversion('Webhook');
  }

  /**
   * Not at all: objects keep their fields and only `apiVersion` changes, so v1alpha1 clients read wrong objects. For clusters in which
   * v1alpha1 is not used; the controller then needs `--enable-webhook=false`.
   */
  public static none(): CrdConversion {
    return new CrdConversion('None');
  }

  private constructor(
    /** The strategy as the definition has it: `Webhook` or `None`. */
    public readonly strategy: string,
  ) {}
}
