import { fnv1a32 } from '../private/fnv';
import { compact, JsonObject } from '../private/json';
import { SANDBOX_NAME_HASH_LABEL, TEMPLATE_REF_HASH_LABEL } from '../release/names';

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly podTemplate: { readonly metadata?: { readonly labels?: JsonObject; readonly annotations?: JsonObject }; readonly spec: JsonObject };
    readonly volumeClaimTemplates?: readonly { readonly metadata: { readonly name: string } }[];
    readonly networkPolicyManagement?: string;
    readonly networkPolicy?: unknown;
  };
}

/** Resolvers that the controller gives to Pods of a template with its own network rules and without a DNS policy. */
const CONTROLLER_DNS = { dnsPolicy: 'None', dnsConfig: { nameservers: ['8.8.8.8', '1.1.1.1'] } };

/**
 * The Pod that the controller makes of the final JSON of a template (a member of no pool, as a claim made cold has it) or a Sandbox: its labels, its
 * defaults for templates, and claims in the place of volume claim templates.
 */
export function podProjectionOf(manifest: Manifest): JsonObject {
  const { kind, metadata, spec: { podTemplate, volumeClaimTemplates = [], networkPolicyManagement, networkPolicy } } = manifest;
  const fromTemplate = kind === 'SandboxTemplate';
  const name = fromTemplate ? `${metadata.name}-projection` : metadata.name;
  const claimed = volumeClaimTemplates.map((template) => template.metadata.name);
  const ownVolumes = (podTemplate.spec.volumes as { name: string }[] | undefined) ?? [];
  const volumes = [
    ...ownVolumes.filter((volume) => !claimed.includes(volume.name)),
    ...claimed.map((volume) => ({ name: volume, persistentVolumeClaim: { claimName: `${volume}-${name}` } })),
  ];
  // What the controller says of templates, and only where they say nothing themselves. Its resolvers take the place of any `dnsConfig`.
  const asksController = fromTemplate && (networkPolicyManagement ?? 'Managed') === 'Managed' && networkPolicy === undefined && !podTemplate.spec.dnsPolicy;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: compact({
      name,
      namespace: metadata.namespace,
      labels: {
        ...podTemplate.metadata?.labels,
        [SANDBOX_NAME_HASH_LABEL]: fnv1a32(name),
        ...fromTemplate && { [TEMPLATE_REF_HASH_LABEL]: fnv1a32(metadata.name) },
      },
      annotations: podTemplate.metadata?.annotations,
    }),
    spec: compact({
      ...fromTemplate && { automountServiceAccountToken: false },
      ...podTemplate.spec,
      ...asksController && CONTROLLER_DNS,
      volumes: volumes.length === 0 ? undefined : volumes,
    }),
  };
}
