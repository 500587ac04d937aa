import { served, set, SIDECAR, variant } from './made';
import { GOOD, MAIN, Operation, POD } from './support';
import { JsonObject } from '../../../src/private/json';

/** Adds a volume, and where it is mounted: in the trusted sidecar, say. */
export const volume = (name: string, source: JsonObject): Operation => set(`${POD}/volumes/-`, { name, ...source });
export const mount = (container: string, name: string, mountPath: string, fields: JsonObject = {}): Operation => (
  set(`${container}/volumeMounts/-`, { name, mountPath, ...fields })
);

/** What a container mounts beside its own, in a template of another name. */
export const mounted = (name: string, source: JsonObject, container = MAIN, fields: JsonObject = {}): JsonObject => (
  variant(GOOD.template, name, volume('extra', source), mount(container, 'extra', '/extra', fields))
);

const CLAIM = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, storageClassName: 'standard' };

/** A claim for storage, with some of it changed. */
export const claimSpec = (fields: JsonObject = {}): JsonObject => ({ ...CLAIM, ...fields });

/** A claim template. */
export const claimTemplate = (name: string, fields: JsonObject = {}): JsonObject => ({ metadata: { name }, spec: claimSpec(fields) });

/** A template with a claim template that the main container mounts. */
export const WITH_CLAIM = variant(
  GOOD.template, 'claiming', set('/spec/volumeClaimTemplates', [claimTemplate('data'), claimTemplate('more', { accessModes: ['ReadWriteOncePod'] })]), mount(MAIN, 'data', '/data'),
);

/** The Pod that the controller makes of such a template, on a node. */
export const CLAIMED_POD = served(variant(
  GOOD.pod, 'claiming-projection', set('/spec/volumes/-', { name: 'data', persistentVolumeClaim: { claimName: 'data-claiming-projection' } }),
  set('/spec/containers/0/volumeMounts/-', { name: 'data', mountPath: '/data' }),
));

const TOKEN = { serviceAccountToken: { audience: 'https://broker.example.com', expirationSeconds: 3600, path: 'token' } };

/** A template whose sidecar alone sees Secrets, a token for somebody else, and a driver's volume that the profile does not list. */
export const BROKERING = variant(
  GOOD.template, 'brokering',
  volume('credentials', { secret: { secretName: 'credentials', defaultMode: 288 } }),
  volume('exchange', { projected: { sources: [{ secret: { name: 'credentials' } }, TOKEN], defaultMode: 256 } }),
  volume('store', { csi: { driver: 'store.example.com', readOnly: true } }),
  mount(SIDECAR, 'credentials', '/credentials', { readOnly: true }),
  mount(SIDECAR, 'exchange', '/exchange', { readOnly: true }),
  mount(SIDECAR, 'store', '/store', { readOnly: true }),
);

/** Where its volumes are in the list. */
export const CREDENTIALS = `${POD}/volumes/4`;
export const EXCHANGE = `${POD}/volumes/5`;
