import { MappedContainer } from './container';
import { PlacedMount } from './mounts';
import { ResourcesJson } from './resources-mapper';
import { Volume } from './volume';
import { VolumeContext } from './volume-sources';
import { WaiverSink } from './waiver-sink';
import { StorageMedium } from './writable-path';
import type * as manifest from '../../imports/manifests';
import { Place } from '../private/place';
import { compareQuantities, halfOfBytes, sumOfBytes } from '../private/quantity';

const NOTHING = '0';

/** The volumes of a Pod, gathered from the mounts of its containers in the order of each volume's first mount. */
export class PodVolumes {
  private readonly volumes = new Map<string, { readonly volume: Volume; readonly json?: manifest.Volume }>();

  /** `claimTemplates` are the names of the volumes that the controller adds for claim templates. */
  public constructor(
    private readonly claimTemplates: readonly string[], private readonly sink: WaiverSink, private readonly context: VolumeContext,
  ) {}

  /** Takes in what a container mounts. A volume may be mounted often; two different ones cannot share a name. */
  public add(mounts: readonly PlacedMount[]): void {
    for (const { place, mount: { volume } } of mounts) {
      const at = place.at('volume');
      const known = this.volumes.get(volume.name);
      if (known?.volume === volume) continue;
      const json = volume._toJson(at, this.sink, this.context);
      // Two claim templates of one name are one volume; any other pair would silently be one, or be refused by the API server.
      if (known && (json || known.json)) {
        at.fail({ given: volume.name, allowed: 'one volume of each name in a Pod', fix: 'rename one of the two, or use one Volume object for both mounts' });
      }
      this.checkClaimTemplate(at, volume, json);
      this.volumes.set(volume.name, { volume, json });
    }
  }

  /** `volumes` of the PodSpec. */
  public get json(): manifest.Volume[] {
    return [...this.volumes.values()].flatMap(({ json }) => (json ? [json] : []));
  }

  /** Resources whose local disk has room for all emptyDirs on disk. */
  public withRoom(resources: ResourcesJson): ResourcesJson {
    const needed = this.sizeOf(StorageMedium.DISK);
    if (compareQuantities(resources.limits['ephemeral-storage'], needed) >= 0) return resources;
    return {
      requests: { ...resources.requests, 'ephemeral-storage': needed },
      limits: { ...resources.limits, 'ephemeral-storage': needed },
    };
  }

  /** Checks the emptyDirs against the main container's limits: what they may hold together has to fit. */
  public check(place: Place, main: MappedContainer): void {
    const { limits } = main.json.resources;
    // Where the limit was left to the default, it makes room for them.
    const disk = main.defaultStorage ? NOTHING : this.sizeOf(StorageMedium.DISK);
    if (compareQuantities(disk, limits['ephemeral-storage']) > 0) {
      place.at('resources.ephemeralStorageLimit').fail({
        given: limits['ephemeral-storage'],
        allowed: `at least ${disk}, what the emptyDirs on disk may hold together`,
        fix: 'raise it, or lower the sizeLimit of workspace and writable paths',
      });
    }
    const memory = this.sizeOf(StorageMedium.MEMORY);
    if (memory !== NOTHING && compareQuantities(memory, halfOfBytes(limits.memory)) > 0) {
      place.at('resources.memoryLimit').fail({
        given: limits.memory,
        allowed: `at least twice ${memory}, what the emptyDirs in memory may hold together`,
        fix: 'raise it, or put them on disk',
      });
    }
  }

  private sizeOf(medium: StorageMedium): string {
    const sizes: string[] = [];
    for (const { json } of this.volumes.values()) {
      const emptyDir = json?.emptyDir as { readonly sizeLimit: string; readonly medium?: string } | undefined;
      if (emptyDir && (emptyDir.medium ?? StorageMedium.DISK) === medium) sizes.push(emptyDir.sizeLimit);
    }
    return sizes.length === 0 ? NOTHING : sumOfBytes(sizes);
  }

  private checkClaimTemplate(place: Place, volume: Volume, json: manifest.Volume | undefined): void {
    const isTemplate = this.claimTemplates.includes(volume.name);
    if (json && isTemplate) {
      place.fail({
        given: volume.name,
        allowed: 'a name that no volume claim template has: the claim would silently take the volume\'s place',
        fix: 'rename one of the two',
      });
    }
    if (!json && !isTemplate) {
      place.fail({
        given: `the claim template ${volume.name}`,
        allowed: this.claimTemplates.join(', ') || 'none: there are no volumeClaimTemplates',
        fix: 'add it to volumeClaimTemplates',
      });
    }
  }
}
