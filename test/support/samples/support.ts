import { Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { AgentSandboxProps, HardeningProfile, Sandbox, SandboxProps, SandboxTemplate, SandboxTemplateProps } from '../../../src';
import { IMAGE } from '../app';

/** A small app that shows one part of the public API, right in everything. */
export interface Sample {
  /** What it shows: a DNS label, which is also its chart and its namespace. */
  readonly name: string;
  readonly settings?: AgentSandboxProps;
  readonly build: (chart: Chart) => unknown;
  /** What Pod Security `restricted` says of its Pods, where it refuses them: those are waived. */
  readonly refused?: RegExp;
}

type More = Omit<Sample, 'name' | 'build'>;
type Props<T> = Partial<T> | ((chart: Chart) => Partial<T>);

const propsOf = <T>(chart: Chart, props: Props<T>): Partial<T> => (typeof props === 'function' ? props(chart) : props);

/** A template with an image, a port and what it shows. */
export const template = (name: string, props: Props<SandboxTemplateProps>, more: More = {}): Sample => (
  { name, ...more, build: (chart) => new SandboxTemplate(chart, 'python', { image: IMAGE, port: 8000, ...propsOf(chart, props) }) }
);

/** A Sandbox with an image, a port and what it shows. */
export const sandbox = (name: string, props: Props<SandboxProps>, more: More = {}): Sample => (
  { name, ...more, build: (chart) => new Sandbox(chart, 'agent', { image: IMAGE, port: 8000, ...propsOf(chart, props) }) }
);

/** Objects of other kinds, which sandboxes use. */
export const configMap = (chart: Chart): kplus.IConfigMap => new kplus.ConfigMap(chart, 'settings', { data: { 'mode': 'fast', 'app.yaml': 'mode: fast\n' } });
export const secret = (chart: Chart): kplus.ISecret => new kplus.Secret(chart, 'credentials', { stringData: { token: 'not-a-secret' } });

/** The restricted profile with one more RuntimeClass that isolates. */
export const withClass = (name: string): HardeningProfile => HardeningProfile.custom(HardeningProfile.RESTRICTED_V1, {
  name: 'own-class', runtimeClasses: [...HardeningProfile.RESTRICTED_V1.runtimeClasses, name],
});
