import { ApiObject, App, Chart, ChartProps } from 'cdk8s';
import { Construct, IConstruct } from 'constructs';
import { AgentSandbox, AgentSandboxProps, Sandbox, SandboxImage, SandboxProps, SandboxTemplate, SandboxTemplateProps, WaiverProps } from '../../src';

/** A digest that is well-formed. */
export const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
export const IMAGE = SandboxImage.fromDigest(`registry.example.com/team/app@${DIGEST}`);
export const OTHER_IMAGE = SandboxImage.fromDigest(`registry.example.com/team/helper@${DIGEST}`);

/** The day for which everything here is judged. */
export const AS_OF = '2026-12-01';

/** A waiver that nothing is wrong with on that day. */
export const WAIVER: WaiverProps = { reason: 'needed by the tests of unsafe forms', owner: 'team-a', expires: '2027-05-01' };

/** The chart `team-a` in an app that leaves nothing behind: an App makes its folder when it is synthesized. */
export function teamChart(settings?: AgentSandboxProps, props: ChartProps = { namespace: 'team-a' }): Chart {
  const app = new App();
  AgentSandbox.of(app).configure({ asOf: AS_OF, ...settings });
  return new Chart(app, 'team-a', props);
}

/** The template `python` of a chart of its own: an image, a port and what a test is about. */
export function newTemplate(props: Partial<SandboxTemplateProps> = {}, settings?: AgentSandboxProps): SandboxTemplate {
  return new SandboxTemplate(teamChart(settings), 'python', { image: IMAGE, port: 8000, ...props });
}

/** The Sandbox `agent` of a chart of its own: an image, a port and what a test is about. */
export function newSandbox(props: Partial<SandboxProps> = {}, settings?: AgentSandboxProps): Sandbox {
  return new Sandbox(teamChart(settings), 'agent', { image: IMAGE, port: 8000, ...props });
}

/** The final JSON of a construct's object. */
export function manifestOf(construct: IConstruct): any {
  return ApiObject.of(construct).toJson();
}

/** The PodSpec in the final JSON of a template or Sandbox. */
export const podSpecOf = (construct: SandboxTemplate | Sandbox): any => manifestOf(construct).spec.podTemplate.spec;

/** The main container in the final JSON of a template or Sandbox. */
export const mainOf = (construct: SandboxTemplate | Sandbox): any => podSpecOf(construct).containers[0];

/** A sidecar or init container in the final JSON of a template or Sandbox. */
export const helperOf = (construct: SandboxTemplate | Sandbox, name: string): any => (
  podSpecOf(construct).initContainers.find((each: any) => each.name === name)
);

/** The final JSON of the only object of a kind in a construct's chart. */
export function onlyOf(construct: Construct, kind: string): any {
  const found = Chart.of(construct).toJson().filter((object) => object.kind === kind);
  if (found.length !== 1) throw new Error(`${found.length} objects of kind ${kind}`);
  return found[0];
}

/** The whole message of the error that `act` throws. */
export function failure(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it did not fail');
}
