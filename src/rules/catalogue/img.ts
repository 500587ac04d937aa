import { family } from './family';
import { isAllowed, isFloating, isPinned, isRelease } from './image-texts';
import { POD_KINDS } from '../kinds';
import { Severity } from '../severity';

const DIGESTED = 'host/path[:tag]@sha256:<64 lower-case hex digits>';
const IS_PINNED = `has(container.image) && ${isPinned('container.image')}`;

/** Where images are named: in containers and in volumes. */
const EVERYWHERE = ['IMAGE', 'IMAGE_VOLUME'] as const;

/** Images. */
export const IMG = family([
  {
    id: 'SBX-IMG-001',
    title: 'Images are named by digest',
    severity: Severity.HIGH,
    rationale: 'Whoever can write to the registry can move a tag to an image of their own, and a name without its registry is another image on nodes with other '
      + 'settings. A digest is the content itself.',
    remediation: 'Write `host/path@sha256:…`, the tag in front of the `@` if you like, or pin tags by images.lock.json.',
    prop: 'image: SandboxImage.fromDigest(…)',
    references: { owasp: ['K02-2022'], kubescape: ['C-0304', 'C-0306', 'C-0312'], scanners: ['CKV_K8S_43'] },
    checks: [
      {
        target: 'IMAGE',
        kinds: POD_KINDS,
        field: '',
        when: `!${isFloating('image')} && !(${isRelease('image')})`,
        expected: DIGESTED,
        expression: isPinned('image'),
      },
      { target: 'CONTAINER', kinds: POD_KINDS, field: 'image', expected: DIGESTED, expression: 'has(container.image)' },
    ],
  },
  {
    id: 'SBX-IMG-002',
    title: 'Images come from the profile\'s registries',
    severity: Severity.HIGH,
    rationale: 'An image from elsewhere went past the scans and signatures of the registries that the profile trusts. A prefix alone is not enough: '
      + '`gcr.io/team-evil` begins with `gcr.io/team`.',
    remediation: 'Mirror the image to a registry of the profile, or add its registry to a profile of your own.',
    prop: 'HardeningProfile.custom(base, { registries })',
    references: { cis: ['5.5.1'], owasp: ['K02-2022'], kubescape: ['C-0078', 'C-0313'], scanners: ['KSV-0124', 'KSV-0125'] },
    checks: EVERYWHERE.map((target) => (
      { target, kinds: POD_KINDS, field: '', expected: 'an image below one of {registries}', expression: isAllowed('image') }
    )),
  },
  {
    id: 'SBX-IMG-003',
    title: 'Images are pulled as their names ask for',
    severity: Severity.MEDIUM,
    rationale: 'A tag that is not pulled anew leaves each node with the image that it happened to see first, without a look at who may pull it; and with Never, '
      + 'whatever lies on the node is run.',
    remediation: 'Set `imagePullPolicy: IfNotPresent` for an image with a digest and `Always` for one without.',
    prop: 'image: SandboxImage.fromDigest(…)',
    references: { scanners: ['CKV_K8S_15', 'kube-score container-image-pull-policy', 'Polaris pullPolicyNotAlways'] },
    checks: [
      {
        // Always is no fault here: some clusters set it on every Pod.
        target: 'CONTAINER',
        kinds: POD_KINDS,
        field: 'imagePullPolicy',
        when: IS_PINNED,
        expected: 'IfNotPresent or Always',
        expression: "!(has(container.imagePullPolicy) && container.imagePullPolicy == 'Never')",
      },
      {
        target: 'CONTAINER',
        kinds: POD_KINDS,
        field: 'imagePullPolicy',
        when: `!(${IS_PINNED})`,
        expected: 'Always, since the image has no digest',
        expression: "has(container.imagePullPolicy) && container.imagePullPolicy == 'Always'",
      },
    ],
  },
  {
    id: 'SBX-IMG-004',
    title: 'No floating tag',
    severity: Severity.HIGH,
    rationale: 'A tag such as latest, or none, is moved with every build: two sandboxes of one template run different programs, and nobody can say which.',
    remediation: 'Name the image by its digest, or at least by a version.',
    prop: 'image: SandboxImage.fromDigest(…)',
    references: {
      owasp: ['K02-2022'],
      scanners: ['CKV_K8S_14', 'KSV-0013', 'kube-linter latest-tag', 'kube-score container-image-tag', 'Polaris tagNotSpecified'],
    },
    checks: [{
      target: 'IMAGE', kinds: POD_KINDS, field: '', expected: 'a digest, or at least the tag of a version', expression: `!${isFloating('image')}`,
    }],
  },
  {
    id: 'SBX-IMG-005',
    title: 'Pull secrets are named and stay out of the sandbox',
    severity: Severity.LOW,
    rationale: 'An entry without a name pulls nothing, and a registry\'s credential that the sandbox can read lets untrusted code pull, or push, as the node does.',
    remediation: 'Name the Secret in `imagePullSecrets`, and mount it nowhere.',
    prop: 'imagePullSecrets',
    references: {},
    checks: [
      { target: 'PULL_SECRET', kinds: POD_KINDS, field: 'name', expected: 'the name of a Secret', expression: "has(secret.name) && secret.name != ''" },
      {
        target: 'PULL_SECRET',
        kinds: POD_KINDS,
        field: 'name',
        when: 'has(secret.name)',
        expected: 'a Secret that no volume shows',
        expression: '!pod.?volumes.orValue([]).exists(v, (has(v.secret) && has(v.secret.secretName) && v.secret.secretName == secret.name)'
          + ' || v.?projected.?sources.orValue([]).exists(s, has(s.secret) && has(s.secret.name) && s.secret.name == secret.name))',
      },
    ],
  },
  {
    id: 'SBX-IMG-006',
    title: 'Images of registries that move no tags have a digest too',
    severity: Severity.MEDIUM,
    rationale: 'Such a registry keeps its tags by promise and not by mathematics. Many upstream images are known by their tags alone, so this is the lesser finding '
      + 'for them.',
    remediation: 'Look the digest up once and write it behind the tag, as `registry.k8s.io/…:v1.0.12@sha256:…`.',
    prop: 'Release.of(version, { imageDigests })',
    references: { owasp: ['K02-2022'], scanners: ['CKV_K8S_43'] },
    checks: EVERYWHERE.map((target) => (
      { target, kinds: POD_KINDS, field: '', expected: `${DIGESTED}: the digest is missing`, expression: `!(${isRelease('image')})` }
    )),
  },
]);
