import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, Server } from 'node:net';
import { join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { Binaries, buildBinaries } from './build';
import { get, request, waitFor } from './client';
import { createFakeNodes, FakeNode, fakeNodeSelector } from './fake-nodes';
import { Processes } from './processes';

/** The servers of a control plane. */
export type Component = 'etcd' | 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler' | 'kwok';

/** Someone who gets a token. */
export interface User {
  readonly name: string;
  /** @default none; the server adds `system:authenticated` to everyone */
  readonly groups?: readonly string[];
}

/** How a control plane differs from a plain one. */
export interface ControlPlaneOptions {
  /** Fake nodes, or how many. @default none: Pods stay pending */
  readonly nodes?: number | readonly FakeNode[];
  /** Users besides the administrator, without any rights of their own. @default none */
  readonly users?: readonly User[];
  /** Write an audit log. @default false */
  readonly audit?: boolean;
  /** The address to listen on. @default '127.0.0.1' */
  readonly address?: string;
  /** Further flags; the last of two equal ones counts. @default none */
  readonly flags?: Partial<Record<Component, readonly string[]>>;
}

/** A running control plane. */
export interface ControlPlane {
  /** The address of the API server. */
  readonly url: string;
  /** Holds the logs (`NAME.log`) while it runs. */
  readonly folder: string;
  /** For a client that may do everything. */
  readonly kubeConfig: KubeConfig;
  /** The file with the audit events, one JSON object a line. Only with `audit: true`. */
  readonly auditLog?: string;
  /** The process ids of everything that was started. */
  readonly pids: readonly number[];
  /** For a client that acts as one of the `users`. */
  kubeConfigFor(user: string): KubeConfig;
  /** Ends all servers and deletes the folder. Fails when one of the servers had ended by itself. */
  stop(): Promise<void>;
}

const admin: User = { name: 'admin', groups: ['system:masters'] };
const controllerManager: User = { name: 'system:kube-controller-manager' };
const scheduler: User = { name: 'system:kube-scheduler' };
const serviceAccountIssuer = 'https://kubernetes.default.svc';

/** Reads are logged without, writes with their content. */
const auditPolicy = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [{ level: 'Metadata', verbs: ['get', 'list', 'watch'] }, { level: 'RequestResponse' }],
};

/** Starts a control plane of its own, and returns when it is ready. Always `stop()` it, best in `afterAll`. */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const binaries = await buildBinaries();
  const processes = new Processes();
  try {
    return await start(options, binaries, processes);
  } catch (error) {
    // The reason of the failure matters more than what the end of the servers has to say.
    await processes.stop().catch(() => undefined);
    throw error;
  }
}

async function start(options: ControlPlaneOptions, binaries: Binaries, processes: Processes): Promise<ControlPlane> {
  const { folder } = processes;
  const address = options.address ?? '127.0.0.1';
  const file = (name: string) => join(folder, name);
  const write = (name: string, content: string) => {
    writeFileSync(file(name), content, { mode: 0o600 });
    return file(name);
  };
  const run = (component: Component, ...flags: string[]) => {
    const [command, ...first] = component === 'kwok' ? [binaries.kwok] : [binaries.controlPlane, component];
    processes.start(component, command, [...first, ...flags, ...(options.flags?.[component] ?? [])]);
  };

  const [clientPort, peerPort, apiPort] = await freePorts(3, address);
  const url = `https://${address}:${apiPort}`;
  const etcdUrl = `http://${address}:${clientPort}`;
  const peerUrl = `http://${address}:${peerPort}`;
  const tokens = new Map([admin, controllerManager, scheduler, ...(options.users ?? [])].map(user => [user, randomBytes(16).toString('hex')]));
  const keys = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'sec1', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const privateKey = write('service-accounts.key', keys.privateKey);
  const auditLog = file('audit.log');

  run('etcd', '--data-dir', file('etcd'), '--log-level', 'warn', '--unsafe-no-fsync',
    '--listen-client-urls', etcdUrl, '--advertise-client-urls', etcdUrl,
    '--listen-peer-urls', peerUrl, '--initial-advertise-peer-urls', peerUrl, '--initial-cluster', `default=${peerUrl}`);
  run('kube-apiserver', '--etcd-servers', etcdUrl, '--cert-dir', file('certificates'),
    '--bind-address', address, '--advertise-address', address, '--secure-port', String(apiPort), '--endpoint-reconciler-type', 'none',
    '--service-cluster-ip-range', '10.96.0.0/16', '--allow-privileged',
    '--authorization-mode', 'RBAC', '--token-auth-file', write('tokens.csv', tokenFile(tokens)),
    '--service-account-issuer', serviceAccountIssuer, '--service-account-signing-key-file', privateKey,
    '--service-account-key-file', write('service-accounts.pub', keys.publicKey),
    ...(options.audit ? ['--audit-policy-file', write('audit-policy.json', JSON.stringify(auditPolicy)), '--audit-log-path', auditLog] : []));

  const until = <T>(what: string, probe: () => T | Promise<T>) => waitFor(what, () => {
    processes.assertRunning();
    return probe();
  });
  const authority = await until('the certificate of the API server', () => authorityOf(file('certificates/apiserver.crt')));
  const kubeConfigFor = (user: User) => {
    const kubeConfig = new KubeConfig();
    const caData = Buffer.from(authority).toString('base64');
    kubeConfig.loadFromClusterAndUser({ name: 'test', server: url, skipTLSVerify: false, caData }, { name: user.name, token: tokens.get(user) });
    return kubeConfig;
  };
  const kubeConfig = kubeConfigFor(admin);
  await until('the API server to be ready', () => answers(kubeConfig, '/readyz'));

  const kubeConfigFile = (user: User) => write(`${user.name.replaceAll(':', '-')}.kubeconfig`, kubeConfigFor(user).exportConfig());
  // At its usual rate of requests it would take five seconds to start all controllers.
  run('kube-controller-manager', '--kubeconfig', kubeConfigFile(controllerManager), '--leader-elect=false', '--secure-port', '0',
    '--kube-api-qps', '1000', '--kube-api-burst', '1000', '--use-service-account-credentials',
    '--service-account-private-key-file', privateKey, '--root-ca-file', write('ca.crt', authority));
  run('kube-scheduler', '--kubeconfig', kubeConfigFile(scheduler), '--leader-elect=false', '--secure-port', '0');

  const nodes = typeof options.nodes === 'number' ? Array.from({ length: options.nodes }, (): FakeNode => ({})) : options.nodes ?? [];
  if (nodes.length > 0) {
    // Without leases the nodes would be given up as lost after fifty seconds.
    run('kwok', '--kubeconfig', kubeConfigFile(admin), '--manage-nodes-with-annotation-selector', fakeNodeSelector, '--node-lease-duration-seconds', '40',
      '--config', write('stages.yaml', execFileSync(binaries.kwok, ['stages'], { encoding: 'utf8' })));
    await createFakeNodes(kubeConfig, nodes);
  }
  // Without it no Pod can be created: proof that the controller manager is at work.
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'default' } };
  await until('the controller manager to be at work', () => get(kubeConfig, account));
  processes.assertRunning();

  return {
    url,
    folder,
    kubeConfig,
    auditLog: options.audit ? auditLog : undefined,
    pids: processes.pids,
    kubeConfigFor: name => {
      const user = options.users?.find(candidate => candidate.name === name);
      if (!user) {
        throw new Error(`${name} is not one of the users that this control plane was started with`);
      }
      return kubeConfigFor(user);
    },
    stop: () => processes.stop(),
  };
}

/** Lines of `token,user,uid,"group,group"`. */
function tokenFile(tokens: ReadonlyMap<User, string>): string {
  return [...tokens].map(([{ name, groups }, token]) => `${token},${name},${name},"${(groups ?? []).join(',')}"\n`).join('');
}

/** The certificate that signed the server's own: the second one in the file that the server writes when it starts. */
function authorityOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/g)?.[1] : undefined;
}

/** Whether the server says yes. It may not listen yet, or may not know its users yet. */
async function answers(kubeConfig: KubeConfig, path: string): Promise<boolean> {
  try {
    await request(kubeConfig, 'GET', path);
    return true;
  } catch {
    return false;
  }
}

/** Ports that were free a moment ago, all different. */
async function freePorts(count: number, address: string): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, () => new Promise<Server>((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, address, () => resolve(server));
  })));
  return Promise.all(servers.map(server => new Promise<number>(resolve => {
    const { port } = server.address() as { port: number };
    server.close(() => resolve(port));
  })));
}
