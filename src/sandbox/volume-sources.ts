import { Size } from 'cdk8s';
import { SandboxImage } from './image';
import { REPLACED_LATER } from './image-reference';
import { ProjectedSource } from './projected-source';
import { claimSpecOf } from './volume-claim-templates';
import { checkPathsDiffer, modeOf, OPEN_MODE, SECRET_MODE } from './volume-files';
import { CsiVolumeOptions, EphemeralVolumeOptions, PersistentVolumeClaimOptions, VolumeModeOptions } from './volume-options';
import { Deviation, WaiverSink } from './waiver-sink';
import { StorageMedium } from './writable-path';
import type * as manifest from '../../imports/manifests';
import { compact, isPlainObject, JsonObject, sortedEntries } from '../private/json';
import { Place } from '../private/place';
import { checkBytes } from '../private/quantity';
import { checkDnsSubdomain, checkOneOf, checkText } from '../private/syntax';

/** The sources of volumes, by the field that Kubernetes has for them; `claimTemplate` stands for what the controller adds by itself. */
export type VolumeKind = 'emptyDir' | 'configMap' | 'secret' | 'projected' | 'downwardAPI' | 'csi' | 'image' | 'persistentVolumeClaim' | 'ephemeral'
  | 'claimTemplate';

/** What a volume has to know of where it is. */
export interface VolumeContext {
  /** Whether the Pod is a template's, of which many sandboxes are made, or that of one Sandbox. */
  readonly template: boolean;
}

/** Where a volume's content comes from. */
export interface VolumeSource {
  readonly kind: VolumeKind;
  /** Whether a mount that is not read-only can be written to. */
  readonly writable: boolean;
  /** Whether containers that run code of the sandbox's user may not mount it. */
  readonly trustedOnly?: boolean;
  /** Whether a later step writes its content's name. */
  readonly replacedLater?: (place: Place) => boolean;
  /** The driver of a CSI volume. */
  readonly csiDriver?: string;
  /** The unsafe form that the user was given a waiver for. */
  readonly deviation?: Deviation;
  /** Whether the deviation is one in a template alone. */
  readonly templateOnly?: boolean;
  readonly render: (place: Place, context: VolumeContext) => JsonObject;
}

const MEDIA = Object.values(StorageMedium);

/** An emptyDir; a size in canonical form comes from the profile. */
export function emptyDirOf(sizeLimit: Size | string, medium: StorageMedium | undefined): VolumeSource {
  return {
    kind: 'emptyDir',
    writable: true,
    render: (place) => compact({
      medium: medium === undefined ? undefined : checkOneOf(place.at('medium'), medium, MEDIA) || undefined,
      sizeLimit: typeof sizeLimit === 'string' ? sizeLimit : checkBytes(place.at('sizeLimit'), sizeLimit),
    }) as JsonObject,
  };
}

/** Files that Kubernetes makes of a ConfigMap, a Secret or the Pod itself. */
export function filesOf(
  kind: 'configMap' | 'secret' | 'downwardAPI', options: VolumeModeOptions, files: (place: Place) => JsonObject, more: Partial<VolumeSource> = {},
): VolumeSource {
  const usualMode = kind === 'secret' ? SECRET_MODE : OPEN_MODE;
  return { kind, writable: false, ...more, render: (place) => ({ ...files(place), defaultMode: modeOf(place, options.defaultMode, usualMode) }) };
}

/** Several sources in one folder. */
export function projectedOf(sources: readonly ProjectedSource[], options: VolumeModeOptions): VolumeSource {
  const trustedOnly = sources.some((source) => source._trustedOnly);
  return {
    kind: 'projected',
    writable: false,
    trustedOnly,
    render: (place) => {
      if (sources.length === 0) place.at('sources').fail({ given: sources, allowed: 'at least one source', fix: 'give a ProjectedSource' });
      const rendered = sources.map((source, index) => source._toJson(place.at('sources').item(index)));
      checkPathsDiffer(place.at('sources'), rendered.flatMap(pathsIn));
      return { sources: rendered, defaultMode: modeOf(place, options.defaultMode, trustedOnly ? SECRET_MODE : OPEN_MODE) };
    },
  };
}

/** The paths that a projected source is known to write to. */
function pathsIn(source: manifest.VolumeProjection): string[] {
  return Object.values(source).filter(isPlainObject).flatMap(({ path, items }) => [
    ...(typeof path === 'string' ? [path] : []),
    ...(Array.isArray(items) ? items.map((item: { path: string }) => item.path) : []),
  ]);
}

/** A volume of a CSI driver, made for the Pod alone. */
export function csiOf(driver: string, { readOnly = true, fsType, volumeAttributes }: CsiVolumeOptions): VolumeSource {
  return {
    kind: 'csi',
    csiDriver: driver,
    writable: !readOnly,
    render: (place) => compact({
      driver: checkDnsSubdomain(place.at('driver'), driver, 63),
      readOnly,
      fsType: fsType === undefined ? undefined : checkText(place.at('fsType'), fsType),
      volumeAttributes: volumeAttributes && attributesOf(place.at('volumeAttributes'), volumeAttributes),
    }) as JsonObject,
  };
}

function attributesOf(place: Place, attributes: { readonly [key: string]: string }): { [key: string]: string } {
  return Object.fromEntries(sortedEntries(attributes).map(([key, value]) => {
    if (typeof value !== 'string') place.item(key).fail({ given: value, allowed: 'a text', fix: 'write numbers and booleans in quotes' });
    return [key, value];
  }));
}

/** The files of an image. */
export function imageOf(image: SandboxImage): VolumeSource {
  return {
    kind: 'image',
    writable: false,
    replacedLater: (place) => image._render(place.at('image')).replacedLater,
    render: (place) => {
      const { image: reference, pinned } = image._render(place.at('image'));
      return { reference, pullPolicy: pinned ? 'IfNotPresent' : 'Always' };
    },
  };
}

/** A claim that exists. In a template every sandbox would mount the same one, which takes a waiver. */
export function existingClaimOf(claimName: string, { readOnly }: PersistentVolumeClaimOptions, deviation?: Deviation): VolumeSource {
  return {
    kind: 'persistentVolumeClaim',
    writable: !readOnly,
    deviation,
    templateOnly: true,
    render: (place, { template }) => {
      if (template && !deviation) {
        place.at('claimName').fail({
          given: claimName,
          allowed: 'no claim by name in a template: all its sandboxes would share one volume',
          fix: 'use volumeClaimTemplates, which give each its own, or Volume.sharedPersistentVolumeClaim with a waiver',
        });
      }
      return compact({ claimName: checkDnsSubdomain(place.at('claimName'), claimName), readOnly }) as JsonObject;
    },
  };
}

/** A claim that is made with the Pod. */
export function ephemeralOf(options: EphemeralVolumeOptions): VolumeSource {
  return { kind: 'ephemeral', writable: true, render: (place) => ({ volumeClaimTemplate: { spec: claimSpecOf(place, options) } }) };
}

/** What the controller mounts for a volume claim template: nothing that a Pod has to say. */
export const CLAIM_TEMPLATE: VolumeSource = { kind: 'claimTemplate', writable: true, render: () => ({}) };

/** Reports a source's waiver where it is one. */
export function reportDeviation(source: VolumeSource, place: Place, sink: WaiverSink, context: VolumeContext, at: string): void {
  if (context.template || !source.templateOnly) source.deviation?.report(place, sink, at);
  if (source.replacedLater?.(place)) sink.accept(REPLACED_LATER.reason, REPLACED_LATER.rules, at);
}
