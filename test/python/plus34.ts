// The twin of plus34.py. Python uses cdk8s-plus-34 there, while this repository has cdk8s-plus-28: of the two, these objects are the same bytes.
import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { EnvValue, SandboxImage, SandboxTemplate, Volume } from '../../src';

const app = new App();
const chart = new Chart(app, 'plus34', { namespace: 'team-a' });
const account = new kplus.ServiceAccount(chart, 'account', { metadata: { name: 'interpreter' }, automountToken: false });
const settings = new kplus.ConfigMap(chart, 'settings', {
  metadata: { name: 'settings' },
  data: { 'mirror': 'http://mirror:8080', 'pip.conf': '[global]\n' },
});
new SandboxTemplate(chart, 'template', {
  name: 'plus34',
  image: SandboxImage.fromDigest('registry.example.com/interpreter:1.2.3@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'),
  port: 8888,
  serviceAccount: account,
  env: { PIP_INDEX_URL: EnvValue.fromConfigMap(settings, 'mirror'), LANG: EnvValue.literal('C.UTF-8') },
  mounts: [{ path: '/config', volume: Volume.configMap('settings', settings) }],
});
app.synth();
