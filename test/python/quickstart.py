"""The twin of examples/quickstart/main.ts: the same program in Python, which has to give the same bytes."""
from cdk8s import App, Chart
from cdk8s_agent_sandbox import (
    AgentSandbox, AgentSandboxCrds, ClusterFacts, Egress, HardeningProfile, Lifetime, NetworkPort, Release, SandboxClaim, SandboxRuntime,
    SandboxTemplate,
)

app = App()
AgentSandbox.of(app).configure(
    release=Release.V1_0_12,
    profile=HardeningProfile.RESTRICTED_V1,
    cluster=ClusterFacts.generic(),
    as_of="2026-12-01",
)

# What the cluster has to know: the four kinds.
AgentSandboxCrds(Chart(app, "definitions"), "crds")

# What the platform team owns: the template, and a pool of sandboxes that wait to be handed out.
team = Chart(app, "interpreter", namespace="team-a")
python = SandboxTemplate(
    team, "python",
    name="python",
    runtime=SandboxRuntime.python(),
    # Names can be resolved, and packages come from the mirror in the cluster. Nothing else can be reached.
    egress=[Egress.dns(), Egress.pods({"app": "package-mirror"}, "mirrors", [NetworkPort.tcp(8080)])],
)
pool = python.add_warm_pool("pool", name="python-pool", size=3)

# Claims are made at run time, by the SDK. This one is for trying out, in a chart of its own that no GitOps tool should sync.
demo = Chart(app, "demo", namespace="team-a")
SandboxClaim(demo, "claim", name="demo", warm_pool=pool, lifetime=Lifetime.until("2026-12-02T00:00:00Z"))

app.synth()
