import { family } from './family';
import { MOUNTED_BY_UNTRUSTED } from './pod-texts';
import { accountsAreUnbound, accountsHaveNoCloudIdentity } from '../app/sandbox-accounts';
import { POD_KINDS } from '../kinds';
import { Severity } from '../severity';

const AUDIENCE = "source.serviceAccountToken.?audience.orValue('')";

/**
 * The server adds this volume to Pods where automounting is not switched off, which is what SBX-TOK-001 reports: one finding is enough, and a
 * waiver of the one shall do.
 */
const IS_AUTOMOUNTED = "pod.?automountServiceAccountToken.orValue(true) == true && volume.name.startsWith('kube-api-access-')"
  + ` && ${AUDIENCE} == ''`;

/** Tokens of the API server and of clouds. */
export const TOK = family([
  {
    id: 'SBX-TOK-001',
    title: 'No token of the API server',
    severity: Severity.CRITICAL,
    rationale: 'With a token, untrusted code speaks to the API server in the name of its ServiceAccount. The controller switches it off for templates that say '
      + 'nothing, but not for Sandboxes, and GKE\'s managed policy wants it said.',
    remediation: 'Set `automountServiceAccountToken: false` in the PodSpec.',
    prop: 'serviceAccountToken: ServiceAccountToken.none()',
    references: {
      cis: ['5.1.6'],
      nsa: ['1.11'],
      owasp: ['K01-2025'],
      kubescape: ['C-0034', 'C-0309'],
      upstreamPolicy: [3],
      scanners: ['CKV_K8S_38', 'KSV-0036', 'Polaris automountServiceAccountToken'],
    },
    checks: [{
      target: 'POD',
      kinds: POD_KINDS,
      field: 'automountServiceAccountToken',
      expected: 'false',
      expression: 'pod.?automountServiceAccountToken.orValue(true) == false',
    }],
  },
  {
    id: 'SBX-TOK-002',
    title: 'No projected credentials, but for brokers',
    severity: Severity.CRITICAL,
    rationale: 'A projected token opens the API server or a cloud to whoever can read the file, whatever is said of automounting.',
    remediation: 'Leave out `serviceAccountToken`, `clusterTrustBundle` and `podCertificate`. A trusted sidecar that exchanges credentials may have a token with '
      + 'an `audience` other than the API server\'s, on a volume that no other container mounts; GKE\'s managed policy refuses even that.',
    prop: 'sidecars: [{ mounts: [{ path, volume: Volume.projected(name, [ProjectedSource.serviceAccountToken({ audience })]) }] }]',
    references: { upstreamPolicy: [8] },
    checks: [
      {
        target: 'PROJECTED_SOURCE',
        kinds: POD_KINDS,
        field: 'serviceAccountToken/audience',
        when: `has(source.serviceAccountToken) && !(${IS_AUTOMOUNTED})`,
        expected: 'an audience other than the API server\'s ({apiAudiences})',
        expression: `${AUDIENCE} != '' && !(${AUDIENCE} in params.apiAudiences)`,
      },
      {
        target: 'PROJECTED_SOURCE',
        kinds: POD_KINDS,
        field: 'serviceAccountToken',
        when: `has(source.serviceAccountToken) && !(${IS_AUTOMOUNTED})`,
        expected: 'on a volume that trusted sidecars alone mount',
        expression: `!${MOUNTED_BY_UNTRUSTED}`,
      },
      {
        target: 'PROJECTED_SOURCE', kinds: POD_KINDS, field: 'clusterTrustBundle', expected: 'absent', expression: '!has(source.clusterTrustBundle)',
      },
      { target: 'PROJECTED_SOURCE', kinds: POD_KINDS, field: 'podCertificate', expected: 'absent', expression: '!has(source.podCertificate)' },
    ],
  },
  {
    id: 'SBX-TOK-003',
    title: 'A ServiceAccount of its own',
    severity: Severity.HIGH,
    rationale: 'The account `default` is everybody\'s in the namespace: whatever right somebody gives it, the sandbox has as well.',
    remediation: 'Name a ServiceAccount that only sandboxes use in `serviceAccountName`, and leave the deprecated `serviceAccount` out.',
    prop: 'serviceAccount',
    references: { cis: ['5.1.5'], scanners: ['CKV_K8S_41', 'kube-linter default-service-account', 'kube-linter deprecated-service-account-field'] },
    checks: [
      {
        target: 'POD',
        kinds: POD_KINDS,
        field: 'serviceAccountName',
        expected: 'a ServiceAccount other than default',
        expression: "!(pod.?serviceAccountName.orValue('') in ['', 'default'])",
      },
      {
        // Not of Pods: the server itself repeats the name there.
        target: 'POD',
        kinds: ['SandboxTemplate', 'Sandbox'],
        field: 'serviceAccount',
        expected: 'absent: serviceAccountName has the name',
        expression: "pod.?serviceAccount.orValue('') == ''",
      },
    ],
  },
  {
    id: 'SBX-TOK-004',
    title: 'No identity in a cloud',
    severity: Severity.CRITICAL,
    rationale: 'The webhooks of the clouds give such Pods a token whatever they say of automounting, and untrusted code then acts in the cloud account. '
      + 'What a cloud ties to an account outside of the cluster, as EKS Pod Identity does, no manifest shows.',
    remediation: 'Leave the label out, and the annotations of the cloud off the ServiceAccount that sandboxes use. Let a service outside of the sandbox hold the '
      + 'identity.',
    references: { owasp: ['K08-2025'] },
    checks: [{
      target: 'LABEL',
      kinds: POD_KINDS,
      field: '',
      expected: 'no label azure.workload.identity/use',
      expression: "label != 'azure.workload.identity/use' || podMetadata.labels[label] == 'false'",
    }],
    app: accountsHaveNoCloudIdentity,
  },
  {
    id: 'SBX-TOK-005',
    title: 'No binding of a role to a sandbox\'s account',
    severity: Severity.CRITICAL,
    rationale: 'A sandbox needs no rights in the cluster: what its account is granted, by name or by a group that all accounts are in, is granted to the code that '
      + 'runs in it as soon as it gets at a token.',
    remediation: 'Remove the subject from the binding, or name the one account that needs the role in the place of a group.',
    prop: 'serviceAccount',
    references: { owasp: ['K02-2025'], scanners: ['CKV_K8S_42'] },
    app: accountsAreUnbound,
  },
  {
    id: 'SBX-TOK-006',
    title: 'No environment variables about Services',
    severity: Severity.LOW,
    rationale: 'Every Service of the namespace shows in the environment of the sandbox, with its address; in large namespaces programs no longer start for it.',
    remediation: 'Set `enableServiceLinks: false` in the PodSpec.',
    references: {},
    checks: [{
      target: 'POD', kinds: POD_KINDS, field: 'enableServiceLinks', expected: 'false', expression: 'pod.?enableServiceLinks.orValue(true) == false',
    }],
  },
]);
