import { HardeningProfileOptions } from './hardening-profile-options';
import { customValues } from './profile-checks';
import { ProfileValues, RESTRICTED_V1, Severities } from './profile-values';
import { Place } from '../private/place';
import { checkLabelValue, checkText } from '../private/syntax';

// A profile has no construct: the factory's name stands in the place of the path.
const CUSTOM = Place.named('HardeningProfile.custom');

/**
 * Defaults of the constructs and ceilings of the guardrails, as plain data: what a sandbox gets where its template says nothing, and how far
 * a template may go without a waiver.
 *
 * A profile's values never change. Other defaults come as another profile, `RESTRICTED_V2` say, so that nothing changes for those who name
 * the old one. Quantities are in Kubernetes' canonical form, as `250m` or `512Mi`. The lists are frozen: changing one throws.
 */
export class HardeningProfile {
  /** For untrusted code: all rules at their full severity. The default. */
  public static readonly RESTRICTED_V1 = new HardeningProfile('restricted/v1', RESTRICTED_V1, 'restricted');

  /**
   * For the first steps: the same values, and the same defaults of the constructs. Of the findings of severity high, those stay high that GKE's
   * managed policies or upstream's example policy would refuse as well; the others become medium, so that they warn and do not deny.
   */
  public static readonly BASELINE_V1 = new HardeningProfile('baseline/v1', RESTRICTED_V1, 'baseline');

  /**
   * A profile of your own: a base with some values changed. Its name is the base's with "+" and `options.name`, as `restricted/v1+payments`.
   *
   * @param base where the values that are not given come from, and how severe findings are
   * @param options the values that differ
   * @throws an error for a value that is out of its range, and for values that contradict each other: a request above its limit, a default
   * above its ceiling, emptyDirs larger than the local disk together
   */
  public static custom(base: HardeningProfile, options: HardeningProfileOptions): HardeningProfile {
    const name = checkText(CUSTOM.at('name'), options.name ?? 'custom');
    return new HardeningProfile(`${base.name}+${checkLabelValue(CUSTOM.at('name'), name)}`, customValues(CUSTOM, base._values, options), base._severities);
  }

  /** The profile's name: `restricted/v1`, `baseline/v1`, or one of these with "+" and a name of your own. */
  public readonly name: string;

  private constructor(
    name: string,
    /**
     * All rows as one object, unchangeable.
     *
     * @internal
     */
    public readonly _values: ProfileValues,
    /**
     * Which severities the rules have: `restricted`, their own, or `baseline`, where high becomes medium for all but what managed policies
     * refuse.
     *
     * @internal
     */
    public readonly _severities: Severities,
  ) {
    this.name = name;
  }

  /** The RuntimeClass of a sandbox that names no isolation. */
  public get runtimeClass(): string {
    return this._values.runtimeClass;
  }

  /** The RuntimeClasses that count as isolation from the node's kernel. */
  public get runtimeClasses(): string[] {
    return this._values.runtimeClasses;
  }

  /** The registries, or paths in them, that images may come from; empty: any. */
  public get registries(): string[] {
    return this._values.registries;
  }

  /** Registries whose version tags never move. */
  public get immutableTagRegistries(): string[] {
    return this._values.immutableTagRegistries;
  }

  /** CPU request of a container that says nothing; a quantity. */
  public get cpuRequest(): string {
    return this._values.cpuRequest;
  }

  /** CPU limit of a container that says nothing; a quantity. */
  public get cpuLimit(): string {
    return this._values.cpuLimit;
  }

  /** CPU request of a container that says nothing, in a guest (Kata, Firecracker); a quantity. */
  public get guestCpuRequest(): string {
    return this._values.guestCpuRequest;
  }

  /** CPU limit of a container that says nothing, in a guest; a quantity. */
  public get guestCpuLimit(): string {
    return this._values.guestCpuLimit;
  }

  /** The highest CPU limit that a container may have; a quantity. */
  public get cpuCeiling(): string {
    return this._values.cpuCeiling;
  }

  /** Memory request and limit of a container that says nothing; a quantity of bytes. */
  public get memory(): string {
    return this._values.memory;
  }

  /** The lowest memory limit that a container may have; a quantity of bytes. */
  public get memoryFloor(): string {
    return this._values.memoryFloor;
  }

  /** The highest memory limit that a container may have; a quantity of bytes. */
  public get memoryCeiling(): string {
    return this._values.memoryCeiling;
  }

  /** Request and limit of local disk of a container that says nothing; a quantity of bytes. */
  public get ephemeralStorage(): string {
    return this._values.ephemeralStorage;
  }

  /** The highest limit of local disk that a container may have; a quantity of bytes. */
  public get ephemeralStorageCeiling(): string {
    return this._values.ephemeralStorageCeiling;
  }

  /** Size limit of the emptyDir at `/tmp`; a quantity of bytes. */
  public get tmpSize(): string {
    return this._values.tmpSize;
  }

  /** Size limit of an ephemeral workspace; a quantity of bytes. */
  public get workspaceSize(): string {
    return this._values.workspaceSize;
  }

  /** The user id that sandboxes run as. */
  public get user(): number {
    return this._values.user;
  }

  /** The group id that sandboxes run as. */
  public get group(): number {
    return this._values.group;
  }

  /** The group id that owns a sandbox's volumes. */
  public get fsGroup(): number {
    return this._values.fsGroup;
  }

  /** The lowest user id that a sandbox may run as. */
  public get minimumUser(): number {
    return this._values.minimumUser;
  }

  /** The highest user and group id of a Pod in a user namespace. */
  public get userNamespaceIdCeiling(): number {
    return this._values.userNamespaceIdCeiling;
  }

  /** How long a sandbox has from SIGTERM to SIGKILL, in seconds. */
  public get gracePeriodSeconds(): number {
    return this._values.gracePeriodSeconds;
  }

  /** The longest grace period, in seconds. */
  public get gracePeriodCeilingSeconds(): number {
    return this._values.gracePeriodCeilingSeconds;
  }

  /** Restart policy of a sandbox that says nothing. */
  public get restartPolicy(): string {
    return this._values.restartPolicy;
  }

  /** Restart policy of a sandbox whose runtime is a server, and that says nothing. */
  public get serverRestartPolicy(): string {
    return this._values.serverRestartPolicy;
  }

  /** How far from the day of judgement a claim's `shutdownTime` may be, in days. */
  public get claimLifetimeCeilingDays(): number {
    return this._values.claimLifetimeCeilingDays;
  }

  /** The highest `ttlSecondsAfterFinished` of a claim, in seconds. */
  public get ttlCeilingSeconds(): number {
    return this._values.ttlCeilingSeconds;
  }

  /** Update strategy of a pool that says nothing. */
  public get updateStrategy(): string {
    return this._values.updateStrategy;
  }

  /** Size of a pool that says nothing. */
  public get poolSize(): number {
    return this._values.poolSize;
  }

  /** The largest pool. */
  public get poolSizeCeiling(): number {
    return this._values.poolSizeCeiling;
  }

  /** How far from the day of judgement a waiver may expire, in days. */
  public get waiverCeilingDays(): number {
    return this._values.waiverCeilingDays;
  }

  /** How many days before it expires a waiver is reported. */
  public get waiverWarningDays(): number {
    return this._values.waiverWarningDays;
  }

  /** Audiences of tokens that the API server accepts. */
  public get apiAudiences(): string[] {
    return this._values.apiAudiences;
  }

  /** How the keys of annotations begin that a claim may put on its Pod. */
  public get claimAnnotationPrefixes(): string[] {
    return this._values.claimAnnotationPrefixes;
  }

  /** Keys of annotations that a sandbox's Pod may have although their prefixes are refused. */
  public get allowedPodAnnotations(): string[] {
    return this._values.allowedPodAnnotations;
  }

  /** CSI drivers of inline volumes that a sandbox may mount. */
  public get csiDrivers(): string[] {
    return this._values.csiDrivers;
  }

  /** Ports that a sandbox may reach in the internet. */
  public get internetPorts(): number[] {
    return this._values.internetPorts;
  }

  /** The version of the Pod Security Standards that namespaces of sandboxes are pinned to. */
  public get podSecurityVersion(): string {
    return this._values.podSecurityVersion;
  }
}

// Fails to compile where a row of the options has no member of its type.
HardeningProfile.RESTRICTED_V1 satisfies ProfileValues;
