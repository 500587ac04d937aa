import { ISO_FIELD_CASES } from './iso-fields';
import { ISO_PLACEMENT_CASES } from './iso-placement';
import { bad, SERVED_POD, set, unset, variant } from './made';
import { CONFIG_MAP, GOOD, GOOD_KATA, POD, RuleCase, standard } from './support';
import { HardeningProfile } from '../../../src';

const good = [GOOD.template, GOOD.sandbox, SERVED_POD, variant(GOOD_KATA.template, 'kata')];
const notApplicable = [CONFIG_MAP, GOOD.pool];

const CLASSES = 'one of gvisor, kata, kata-qemu, kata-clh, kata-fc, kata-dragonball, kata-vm-isolation, kata-qemu-snp, kata-qemu-tdx';
const annotated = (key: string, value = 'x') => set('/spec/podTemplate/metadata/annotations', { [key]: value });
const steering = (key: string, value = 'x', fails: string[] = []) => bad(
  annotated(key, value), ['SBX-ISO-006', ...fails],
  `spec.podTemplate.metadata.annotations[${key}]`, value, 'no such annotation',
);

export const ISO_CASES: readonly RuleCase[] = [
  {
    rule: 'SBX-ISO-001',
    good,
    bad: [
      bad(unset(`${POD}/runtimeClassName`), ['SBX-IDN-005', 'SBX-ISO-001'], 'runtimeClassName', undefined, CLASSES),
      bad(set(`${POD}/runtimeClassName`, ''), ['SBX-IDN-005', 'SBX-ISO-001'], 'runtimeClassName', '', CLASSES, 1),
      bad(set(`${POD}/runtimeClassName`, 'runc'), ['SBX-IDN-005', 'SBX-ISO-001'], 'runtimeClassName', 'runc', CLASSES),
      bad(set('/spec/runtimeClassName', 'microvm'), ['SBX-ISO-001'], 'runtimeClassName', 'microvm', CLASSES, 2),
    ],
    notApplicable,
  },
  {
    // A profile of one's own decides which classes isolate.
    rule: 'SBX-ISO-001',
    standard: standard(HardeningProfile.custom(HardeningProfile.RESTRICTED_V1, { name: 'own', runtimeClass: 'runsc', runtimeClasses: ['runsc'] })),
    good: [variant(GOOD.template, 'own', set(`${POD}/runtimeClassName`, 'runsc'))],
    bad: [bad(set(`${POD}/runtimeClassName`, 'gvisor'), ['SBX-ISO-001'], 'runtimeClassName', 'gvisor', 'one of runsc')],
    notApplicable,
  },
  ...ISO_FIELD_CASES,
  ...ISO_PLACEMENT_CASES,
  {
    rule: 'SBX-ISO-004',
    good: [...good, variant(GOOD.template, 'linux', set(`${POD}/os`, { name: 'linux' }))],
    bad: [
      bad(set(`${POD}/os`, { name: 'windows' }), ['SBX-ISO-002', 'SBX-ISO-004'], 'os.name', 'windows', 'linux or absent'),
      bad(set(`${POD}/os`, { name: 'windows' }), ['SBX-ISO-004'], 'os.name', 'windows', 'linux or absent', 3),
    ],
    notApplicable,
  },
  {
    rule: 'SBX-ISO-005',
    good: [GOOD.template, GOOD.sandbox, GOOD_KATA.template].map((object, index) => variant(object, `good-${index}`)),
    bad: [
      bad(set(`${POD}/overhead`, { cpu: '250m' }), ['SBX-ISO-005'], 'overhead', { cpu: '250m' }, 'absent'),
      bad(set(`${POD}/overhead`, { memory: '1Mi' }), ['SBX-ISO-005'], 'overhead', { memory: '1Mi' }, 'absent', 1),
    ],
    notApplicable: [...notApplicable, SERVED_POD],
  },
  {
    rule: 'SBX-ISO-006',
    good: [
      variant(GOOD.template, 'annotated', annotated('cluster-autoscaler.kubernetes.io/safe-to-evict', 'true')),
      variant(GOOD.sandbox, 'noted', annotated('example.com/dev.gvisor.note')),
      variant(SERVED_POD, 'on-calico', set('/metadata/annotations', {
        'cni.projectcalico.org/containerID': 'x',
        'cni.projectcalico.org/podIP': '10.0.0.7/32',
        'cni.projectcalico.org/podIPs': '10.0.0.7/32',
        'container.apparmor.security.beta.kubernetes.io/main': 'runtime/default',
      })),
      variant(SERVED_POD, 'on-multus', set('/metadata/annotations', { 'example.com/note': 'x', 'k8s.v1.cni.cncf.io/network-status': '[]', 'k8s.v1.cni.cncf.io/networks-status': '[]' })),
      GOOD.claim,
    ],
    bad: [
      steering('dev.gvisor.flag.host-uds', 'open'),
      steering('io.katacontainers.config.hypervisor.kernel_params', 'init=/bin/sh'),
      steering('io.kubernetes.cri.untrusted-workload', 'false'),
      steering('container.apparmor.security.beta.kubernetes.io/main', 'runtime/default'),
      steering('container.apparmor.security.beta.kubernetes.io/main', 'unconfined', ['SBX-KRN-002']),
      steering('seccomp.security.alpha.kubernetes.io/pod', 'unconfined'),
      { ...steering('k8s.v1.cni.cncf.io/networks', 'second', ['SBX-NET-010']), object: 1 },
      steering('cni.projectcalico.org/podIP', '10.0.0.1', ['SBX-NET-010']),
      bad(
        set('/metadata/annotations', { 'k8s.v1.cni.cncf.io/networks': 'second' }), ['SBX-ISO-006', 'SBX-NET-010'],
        'metadata.annotations[k8s.v1.cni.cncf.io/networks]', 'second', 'no such annotation', 3,
      ),
      bad(
        set('/metadata/annotations/dev.gvisor.flag.host-uds', 'open'), ['SBX-ISO-006'],
        'metadata.annotations[dev.gvisor.flag.host-uds]', 'open', 'no such annotation', 2,
      ),
      bad(
        set('/spec/additionalPodMetadata', { annotations: { 'dev.gvisor.flag.host-uds': 'open' } }), ['SBX-CLM-004', 'SBX-ISO-006'],
        'spec.additionalPodMetadata.annotations[dev.gvisor.flag.host-uds]', 'open', 'no such annotation', 4,
      ),
    ],
    notApplicable: [...notApplicable, GOOD.template, GOOD.claim],
  },
  {
    rule: 'SBX-ISO-006',
    standard: standard(HardeningProfile.custom(HardeningProfile.RESTRICTED_V1, { name: 'own', allowedPodAnnotations: ['dev.gvisor.flag.debug'] })),
    good: [
      variant(GOOD.template, 'debugged', annotated('dev.gvisor.flag.debug', 'true')),
      variant(GOOD.pod, 'debugged', set('/metadata/annotations', { 'dev.gvisor.flag.debug': 'true' })),
    ],
    bad: [steering('dev.gvisor.flag.debug-log', '/x')],
    notApplicable,
  },
];
