import { anywhere, inClaim, inPodSpec, inSandbox, inTemplate, poorWaiver, untyped, withEgress, withMount, withPodLabel, WrongInput } from './support';
import { Egress, Isolation, NetworkPort, RunAs, Sandbox, SandboxRuntime, Volume } from '../../../src';
import { IMAGE } from '../app';

const annotated = (key: string) => (manifest: any) => (manifest.spec.podTemplate.metadata.annotations = { [key]: 'x' });
const block = (cidr: string) => withEgress({ to: [{ ipBlock: { cidr } }], ports: [{ port: 443, protocol: 'TCP' }] });
const pod = (fields: object) => inPodSpec((spec) => Object.assign(spec, fields));

/** What would weaken a sandbox without a word: no property says it without a waiver. */
const TEMPLATES = inTemplate([
  ...['dev.gvisor.flag.host-uds', 'io.katacontainers.config.hypervisor.path', 'k8s.v1.cni.cncf.io/networks'].map((key) => [
    `the annotation ${key}`, 'annotation that steers the runtime', { podAnnotations: { [key]: 'x' } },
    `podAnnotations[${key}]: got "${key}"; allowed: no key that begins with`, annotated(key),
  ] as const),
  [
    'a RuntimeClass that does not isolate', 'class that isolates', { isolation: Isolation.gvisor('runc') },
    'isolation: got "runc"; allowed: a RuntimeClass that isolates', pod({ runtimeClassName: 'runc' }),
  ],
  [
    'a priority of the system', 'priority of the system', { priorityClassName: 'system-node-critical' },
    'priorityClassName: got "system-node-critical"; allowed: a PriorityClass that does not begin with "system-"', pod({ priorityClassName: 'system-node-critical' }),
  ],
  [
    'a CSI driver that nobody listed', 'csi driver', { mounts: [{ path: '/data', volume: Volume.csi('store', 'store.example.com') }] },
    'mounts[0].volume: got "store, which the driver store.example.com fills"; allowed: volumes of drivers that the profile lists (none)',
    inPodSpec((spec) => spec.volumes.push({ name: 'store', csi: { driver: 'store.example.com' } })),
  ],
  [
    'a writable folder of tokens, by its other path', 'mount over the system', { writablePaths: [{ path: '/run/secrets/kubernetes.io' }] },
    'writablePaths[0].path: got "/run/secrets/kubernetes.io"; allowed: nor at or below /run/secrets', withMount({ mountPath: '/run/secrets/kubernetes.io' }),
  ],
  [
    'all of a private range', 'all of a protected range', { egress: [Egress.https('10.0.0.0/8')] },
    'egress[0].cidrs[0]: got "10.0.0.0/8"; allowed: a part of a protected range', block('10.0.0.0/8'),
  ],
  [
    'metadata by way of 6to4', 'block that is never opened', { egress: [Egress.cidr('2002:a9fe:a9fe::/48', [NetworkPort.tcp(80)])] },
    'egress[0].cidr: got "2002:a9fe:a9fe::/48"; allowed: blocks outside 2002::/16', block('2002:a9fe:a9fe::/48'),
  ],
  [
    'a host name where a block is asked for', 'cidr form', { egress: [Egress.https('api.example.com')] },
    'egress[0].cidrs[0]: got "api.example.com"; allowed: a block in CIDR notation', block('api.example.com'),
  ],
  [
    'the label by which the router\'s Service selects', 'router label', { podLabels: { 'app.kubernetes.io/name': 'sandbox-router' } },
    'podLabels[app.kubernetes.io/name]: got "sandbox-router"; allowed: any other value', withPodLabel('app.kubernetes.io/name', 'sandbox-router'),
  ],
  [
    'a user that a user namespace does not have', 'user', { isolation: Isolation.sharedKernel(poorWaiver({})), runAs: RunAs.user(100000) },
    'runAs.uid: got 100000; allowed: a whole number from 1000 to 65535',
  ],
  [
    'a container named like the one that fills the workspace', 'container names differ', {
      image: undefined, port: undefined, containerName: 'seed-workspace', runtime: SandboxRuntime.python({ version: '0.5.6' }),
    }, 'runtime.name: got "seed-workspace"; allowed: a name that no other container of the Pod has',
  ],
  [
    'a property that is misspelled', 'unknown property', untyped({ egres: [Egress.dns()] }),
    'egres: got "egres"; allowed: a property that there is: activeDeadline, annotations',
  ],
  [
    'an attribute of a volume that is a number', 'text', {
      sidecars: [{
        name: 'proxy', image: IMAGE, mounts: [{ path: '/data', volume: Volume.csi('store', 'store.example.com', { volumeAttributes: { n: untyped(1) } }) }],
      }],
    }, 'sidecars[proxy].mounts[0].volume.volumeAttributes[n]: got 1; allowed: a text',
  ],
  [
    'an emptyDir without options', 'bytes', { mounts: [{ path: '/data', volume: Volume.emptyDir('data', untyped(undefined)) }] },
    'mounts[0].volume.sizeLimit: got undefined; allowed: a cdk8s Size',
  ],
  [
    'sandboxd without an image', 'image given', { image: undefined, port: undefined, runtime: SandboxRuntime.sandboxd(untyped(undefined)) },
    'image: got undefined; allowed: a SandboxImage',
  ],
]);

const OTHERS = [
  ...inClaim([[
    'an annotation of a claim that steers the runtime', 'annotation that steers the runtime',
    { additionalPodMetadata: { annotations: { 'dev.gvisor.flag.host-uds': 'open' } } },
    'additionalPodMetadata.annotations[dev.gvisor.flag.host-uds]: got "dev.gvisor.flag.host-uds"; allowed: no key that begins with dev.gvisor.',
    (claim: any) => (claim.spec.additionalPodMetadata = { annotations: { 'dev.gvisor.flag.host-uds': 'open' } }),
  ]]),
  ...inSandbox([[
    'a moment in lower case, which Go does not read', 'moment', { shutdownTime: '2027-06-30t00:00:00z' },
    'shutdownTime: got "2027-06-30t00:00:00z"; allowed: a moment in RFC 3339', (sandbox: any) => (sandbox.spec.shutdownTime = '2027-06-30t00:00:00z'),
  ]]),
  ...anywhere([
    [
      'a Sandbox whose name begins with a digit', 'service name', (chart) => new Sandbox(chart, 'agent', { name: '1agent', image: IMAGE }),
      '[team-a/agent] name: got "1agent"; allowed: a DNS label that begins with a letter', 'sandbox', (sandbox) => (sandbox.metadata.name = '1agent'),
    ],
  ]),
];

/** What would weaken a sandbox, or break it, without a word. */
export const UNSAFE: WrongInput[] = [...TEMPLATES, ...OTHERS];
