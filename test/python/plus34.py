"""Objects of cdk8s-plus-34 where this library asks for interfaces of cdk8s-plus-28. The twin of plus34.ts."""
import cdk8s_plus_34 as kplus
from cdk8s import ApiObjectMetadata, App, Chart
from cdk8s_agent_sandbox import EnvValue, SandboxImage, SandboxTemplate, Volume, VolumeMount

app = App()
chart = Chart(app, "plus34", namespace="team-a")
account = kplus.ServiceAccount(chart, "account", metadata=ApiObjectMetadata(name="interpreter"), automount_token=False)
settings = kplus.ConfigMap(
    chart, "settings",
    metadata=ApiObjectMetadata(name="settings"),
    data={"mirror": "http://mirror:8080", "pip.conf": "[global]\n"},
)
SandboxTemplate(
    chart, "template",
    name="plus34",
    image=SandboxImage.from_digest("registry.example.com/interpreter:1.2.3@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"),
    port=8888,
    service_account=account,
    env={"PIP_INDEX_URL": EnvValue.from_config_map(settings, "mirror"), "LANG": EnvValue.literal("C.UTF-8")},
    mounts=[VolumeMount(path="/config", volume=Volume.config_map("settings", settings))],
)
app.synth()
