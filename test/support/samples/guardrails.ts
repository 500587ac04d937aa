import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { Sample } from './support';
import {
  AdmissionGuardrails, Enforcement, GuardrailAssertions, GuardrailPack, GuardrailRule, Guardrails, GuardrailTarget, Report, SandboxTemplate, Severity,
} from '../../../src';
import { IMAGE, WAIVER } from '../app';

const python = (chart: Chart): SandboxTemplate => new SandboxTemplate(chart, 'python', { image: IMAGE, port: 8000, podLabels: { team: 'a' } });

const TEAM = new GuardrailRule({
  id: 'ACME-001',
  title: 'Sandboxes name their team',
  expression: 'podMetadata.?labels[params.key].orValue(\'\') != \'\'',
  when: 'has(podMetadata.labels)',
  severity: Severity.MEDIUM,
  target: GuardrailTarget.POD,
  kinds: ['SandboxTemplate', 'Sandbox'],
  field: '',
  expected: 'a label team',
  rationale: 'Costs are told apart by teams.',
  remediation: 'Give podLabels.',
  waivable: true,
  parameters: { key: 'team' },
});

/** One rule for each target, each true of everything. */
const PACK = new GuardrailPack('acme', [
  GuardrailTarget.OBJECT, GuardrailTarget.SPEC, GuardrailTarget.CONTAINER, GuardrailTarget.MAIN_CONTAINER, GuardrailTarget.INIT_CONTAINER,
  GuardrailTarget.MOUNT, GuardrailTarget.ENV, GuardrailTarget.PORT, GuardrailTarget.PROBE, GuardrailTarget.VOLUME, GuardrailTarget.TOLERATION,
  GuardrailTarget.LABEL, GuardrailTarget.ANNOTATION, GuardrailTarget.EGRESS_RULE, GuardrailTarget.INGRESS_RULE, GuardrailTarget.VOLUME_CLAIM,
].map((target, index) => new GuardrailRule({
  id: `ACME-${100 + index}`, title: `A rule about ${target}`, expression: 'object.kind != \'\'', target, severity: Severity.LOW,
})));

/** Rules of one's own, reports, assertions, and the policies for the cluster. */
export const GUARDRAILS: readonly Sample[] = [
  {
    name: 'guardrails',
    build: (chart) => {
      const { root } = chart.node;
      Guardrails.of(root).configure({ failOn: Severity.CRITICAL, closed: false, workloads: true });
      Guardrails.of(root).addReport(Report.json('reports/guardrails.json'));
      Guardrails.of(root).addReport(Report.text('reports/guardrails.txt'));
      Guardrails.of(chart).addRule(TEAM);
      Guardrails.of(chart).addPack(PACK);
      const template = python(chart);
      Guardrails.of(template).waive('SBX-SCH-003', { ...WAIVER, ticket: 'SEC-7', at: 'schedulerName' });
      Guardrails.of(template).waive('SBX-SCH-005', { ...WAIVER, inherit: false });
      Guardrails.of(chart).disable('SBX-PRV-005', WAIVER);
      Guardrails.of(template).waive('SBX-TOK-006', WAIVER);
      ApiObject.of(template).addJsonPatch(JsonPatch.replace('/spec/podTemplate/spec/enableServiceLinks', true));
      GuardrailAssertions.of(template).hasWaivedFinding('SBX-TOK-006');
      GuardrailAssertions.of(template).hasNoFindings({ atLeast: Severity.HIGH });
      GuardrailAssertions.of(chart).hasFinding('SBX-WVR-006', { at: 'waivers' });
    },
  },
  {
    name: 'admission',
    build: (chart) => {
      python(chart);
      new AdmissionGuardrails(chart, 'admission', {
        administrators: ['platform-admins'],
        operators: ['sandbox-operators'],
        controller: 'system:serviceaccount:agent-sandbox-system:agent-sandbox-controller',
        enforce: Enforcement.DENY,
        enforceIn: { 'team-b': Enforcement.WARN, 'team-c': Enforcement.AUDIT },
        kubernetesVersion: '1.37',
      });
    },
  },
];
