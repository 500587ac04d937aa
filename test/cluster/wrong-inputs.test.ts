import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiError, apply, create, createNamespace, Manifest, request } from './support/client';
import { consequencesOf } from './support/consequences';
import { ControlPlane, startControlPlane } from './support/control-plane';
import { install } from './support/definitions';
import { documentOf, Finding } from './support/document';
import { surroundingsFor } from './support/product';
import { Release } from '../../src';
import { podProjectionOf } from '../../src/sandbox/pod-projection';
import { GOOD, WRONG_INPUTS } from '../support/wrong-inputs';

const DOCUMENT = join(__dirname, '..', '..', 'docs', 'what-the-api-server-accepts.md');
const NAMESPACE = 'mistakes';
const rows = WRONG_INPUTS.filter((row) => row.manifest !== undefined);
const inNamespace = (object: object): Manifest => {
  const manifest = structuredClone(object) as Manifest;
  return { ...manifest, metadata: { ...manifest.metadata, namespace: NAMESPACE } };
};

let cluster: ControlPlane;
let version: string;

beforeAll(async () => {
  cluster = await startControlPlane();
  version = (await request(cluster.kubeConfig, 'GET', '/version')).body.gitVersion;
  await install(cluster, Release.V1_0_12);
  await createNamespace(cluster.kubeConfig, NAMESPACE, { 'pod-security.kubernetes.io/enforce': 'restricted' });
  await surroundingsFor(cluster, [GOOD.template, GOOD.sandbox].map((owner) => podProjectionOf(inNamespace(owner) as never) as never));
});
afterAll(() => cluster?.stop());

/** What the server says when an object is written: undefined where it takes it without a warning. */
async function objection(write: typeof apply | typeof create, object: Manifest): Promise<{ refused?: string; warned?: string } | undefined> {
  const warnings: string[] = [];
  try {
    await write(cluster.kubeConfig, object, { dryRun: true, warnings });
    return warnings.length === 0 ? undefined : { warned: warnings.join('; ') };
  } catch (error) {
    if (error instanceof ApiError) return { refused: reasonOf(error) };
    throw error;
  }
}

/** The server's reason without the names of objects and without what follows from it. */
function reasonOf({ message, body }: ApiError): string {
  const [cause] = body?.details?.causes ?? [];
  // What has no field is said in the message alone, and more readably.
  if (cause?.field && cause.field !== '<nil>') return `${cause.field}: ${cause.message}`;
  return message.replace(/^(?:.* is forbidden: |failed to create typed patch object \([^)]*\): |.*? is invalid: (?:<nil>: )?)/, '');
}

/** What becomes of a wrong object: it is tried itself, and then what the controller would make of it. */
async function finding(row: typeof rows[number]): Promise<Finding> {
  const manifest = inNamespace(row.manifest!);
  const first = await objection(apply, manifest);
  if (first?.refused !== undefined) return { row, at: manifest.kind, says: first.refused };
  const warnings = first ? [`warns of the ${manifest.kind}: ${first.warned}`] : [];
  for (const made of consequencesOf(manifest, GOOD)) {
    const later = await objection(create, inNamespace(made));
    if (later?.refused !== undefined) return { row, at: made.kind, later: true, says: later.refused };
    if (later) warnings.push(`warns of the ${made.kind}: ${later.warned}`);
  }
  return { row, says: warnings.join('; ') };
}

describe.each(Object.entries(GOOD))('the good %s', (_, object) => {
  test('is accepted, so that a refusal is one of the mistake', async () => {
    expect(await objection(apply, inNamespace(object))).toBeUndefined();
  });

  test('and so is what the controller makes of it', async () => {
    for (const made of consequencesOf(inNamespace(object), GOOD)) expect(await objection(create, made)).toBeUndefined();
  });
});

test('the document says what the server lets through', async () => {
  const findings: Finding[] = [];
  for (const row of rows) findings.push(await finding(row));
  const text = documentOf(findings, { kubernetes: version, agentSandbox: Release.V1_0_12.version });
  if (process.env.UPDATE_DOCS) writeFileSync(DOCUMENT, text);
  expect(existsSync(DOCUMENT) && readFileSync(DOCUMENT, 'utf8'), 'run `UPDATE_DOCS=1 npm run test:cluster` where the change is meant').toBe(text);
});
