"""What users of Python rely on. run.mjs starts it in an environment that has the wheel, with a folder of golden files as its argument."""
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import cdk8s_plus_28 as kplus
from cdk8s import ApiObject, Chart, JsonPatch, Size, Testing
from cdk8s_agent_sandbox import ContainerResources, Cpu, EnvValue, Isolation, SandboxImage, SandboxTemplate, SandboxWarmPool

HERE = Path(__file__).parent
golden = Path()
scratch = Path()
IMAGE = SandboxImage.from_digest("registry.example.com/interpreter:1.2.3@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")


def files_of(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


class Programs(unittest.TestCase):
    """Whole programs, each in a process of its own, as users run them."""

    maxDiff = None

    def assert_twin(self, name):
        out = scratch / name
        subprocess.run([sys.executable, HERE / f"{name}.py"], check=True, env={**os.environ, "CDK8S_OUTDIR": str(out)})
        made, wanted = files_of(out), files_of(golden / name)
        self.assertEqual(sorted(made), sorted(wanted))
        for file, content in wanted.items():
            self.assertEqual(made[file].decode(), content.decode(), file)

    def test_quickstart_gives_the_bytes_of_the_example(self):
        self.assert_twin("quickstart")

    def test_objects_of_a_newer_cdk8s_plus_give_the_bytes_of_the_twin(self):
        self.assert_twin("plus34")


class Constructs(unittest.TestCase):
    def setUp(self):
        self.app = Testing.app(outdir=str(scratch / "app"))
        self.chart = Chart(self.app, "chart", namespace="team-a")

    def of_kind(self, kind, chart=None):
        return [item for item in (chart or self.chart).to_json() if item["kind"] == kind]

    def main_container(self):
        return self.of_kind("SandboxTemplate")[0]["spec"]["podTemplate"]["spec"]["containers"][0]

    def test_a_wrong_value_says_where_what_and_how_to_mend_it(self):
        with self.assertRaises(RuntimeError) as caught:
            SandboxTemplate(self.chart, "template", name="template", image=IMAGE, port=70000)
        self.assertEqual(
            str(caught.exception),
            "[chart/template] port: got 70000; allowed: a whole number from 1 to 65535; fix: give the number that the program listens on",
        )

    def test_a_chart_that_names_objects_itself_is_asked(self):
        class Prefixing(Chart):
            def generate_object_name(self, api_object):
                # The last id is that of the ApiObject inside the construct.
                return "-".join(["acme", *api_object.node.path.split("/")[:-1]])

        chart = Prefixing(self.app, "named", namespace="team-a")
        template = SandboxTemplate(chart, "python", image=IMAGE, port=8888)
        pool = template.add_warm_pool("pool", size=2)
        self.assertEqual(template.name, "acme-named-python")
        self.assertEqual(pool.name, "acme-named-python-pool")
        self.assertEqual(self.of_kind("SandboxTemplate", chart)[0]["metadata"]["name"], "acme-named-python")
        self.assertEqual(self.of_kind("SandboxWarmPool", chart)[0]["spec"]["sandboxTemplateRef"], {"name": "acme-named-python"})
        self.assertEqual(self.of_kind("ServiceAccount", chart)[0]["metadata"]["name"], "acme-named-python-template")

    def test_environment_variables_are_sorted_however_the_dict_is_ordered(self):
        env = {name: EnvValue.literal(name.lower()) for name in ["ZETA", "ALPHA", "MID", "alpha", "A1", "A"]}
        SandboxTemplate(self.chart, "template", name="template", image=IMAGE, port=8888, env=env)
        names = [variable["name"] for variable in self.main_container()["env"]]
        self.assertEqual(names, ["A", "A1", "ALPHA", "HOME", "MID", "ZETA", "alpha"])

    def test_a_waiver_a_patch_and_a_json_patch_reach_the_manifest(self):
        template = SandboxTemplate(
            self.chart, "template", name="template", image=IMAGE, port=8888,
            isolation=Isolation.shared_kernel(reason="the legacy pool has no gVisor nodes yet", owner="team-a", expires="2027-01-31"),
            resources=ContainerResources(cpu_limit=Cpu.cores(2), memory_limit=Size.mebibytes(1024)),
            pod_spec_patch={"hostnameOverride": "box", "containers": [{"name": "main", "stdin": False, "terminationMessagePath": "/tmp/end"}]},
        )
        ApiObject.of(template).add_json_patch(JsonPatch.add("/spec/podTemplate/spec/shareProcessNamespace", False))
        [made] = self.of_kind("SandboxTemplate")
        pod = made["spec"]["podTemplate"]["spec"]
        self.assertEqual(json.loads(made["metadata"]["annotations"]["cdk8s-agent-sandbox/waivers"])[0]["owner"], "team-a")
        self.assertEqual((pod["hostUsers"], pod["hostnameOverride"], pod["shareProcessNamespace"]), (False, "box", False))
        self.assertEqual(self.main_container()["stdin"], False)
        self.assertEqual(self.main_container()["resources"]["limits"], {"cpu": "2", "memory": "1Gi", "ephemeral-storage": "1Gi"})
        self.assertEqual(template.to_pod_projection()["kind"], "Pod")

    def test_roles_of_cdk8s_plus_name_the_objects(self):
        template = SandboxTemplate(self.chart, "template", name="template", image=IMAGE, port=8888)
        existing = SandboxWarmPool.from_sandbox_warm_pool_name(self.chart, "existing", "other")
        kplus.Role(self.chart, "role").allow_read(template, existing)
        kplus.ClusterRole(self.chart, "cluster-role").allow_read(template)
        [role] = self.of_kind("Role")
        self.assertEqual([rule["resourceNames"] for rule in role["rules"]], [["template"], ["other"]])
        self.assertEqual(self.of_kind("ClusterRole")[0]["rules"][0]["resources"], ["sandboxtemplates"])


class Counting(unittest.TextTestResult):
    passed = 0

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed += 1


if __name__ == "__main__":
    golden, report = Path(sys.argv[1]), Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        runner = unittest.TextTestRunner(resultclass=Counting, verbosity=2)
        result = unittest.main(argv=sys.argv[:1], exit=False, testRunner=runner).result
    failed = len(result.failures) + len(result.errors)
    report.write_text(json.dumps({"passed": result.passed, "failed": failed}) + "\n")
    sys.exit(0 if result.wasSuccessful() else 1)
