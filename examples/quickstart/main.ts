import { App, Chart } from 'cdk8s';
import {
  AgentSandbox, AgentSandboxCrds, ClusterFacts, Egress, HardeningProfile, Lifetime, NetworkPort, Release, SandboxClaim, SandboxRuntime,
  SandboxTemplate,
} from 'cdk8s-agent-sandbox';

const app = new App();
AgentSandbox.of(app).configure({
  release: Release.V1_0_12,
  profile: HardeningProfile.RESTRICTED_V1,
  cluster: ClusterFacts.generic(),
  asOf: '2026-12-01',
});

// What the cluster has to know: the four kinds.
new AgentSandboxCrds(new Chart(app, 'definitions'), 'crds');

// What the platform team owns: the template, and a pool of sandboxes that wait to be handed out.
const team = new Chart(app, 'interpreter', { namespace: 'team-a' });
const python = new SandboxTemplate(team, 'python', {
  name: 'python',
  runtime: SandboxRuntime.python(),
  // Names can be resolved, and packages come from the mirror in the cluster. Nothing else can be reached.
  egress: [Egress.dns(), Egress.pods({ app: 'package-mirror' }, 'mirrors', [NetworkPort.tcp(8080)])],
});
const pool = python.addWarmPool('pool', { name: 'python-pool', size: 3 });

// Claims are made at run time, by the SDK. This one is for trying out, in a chart of its own that no GitOps tool should sync.
const demo = new Chart(app, 'demo', { namespace: 'team-a' });
new SandboxClaim(demo, 'claim', { name: 'demo', warmPool: pool, lifetime: Lifetime.until('2026-12-02T00:00:00Z') });

app.synth();
