import { family } from './family';
import { isPinned, isRelease } from './image-texts';
import { MOUNT_OPTIONS, MOUNT_PATHS, VOLUMES_FIT } from './mount-checks';
import { CLAIMED_VOLUMES, EMPTY_DIRS, FILE_MODES, VOLUME_TYPES } from './volume-checks';
import { POD_KINDS } from '../kinds';
import { Severity } from '../severity';

const DIGESTED = 'host/path[:tag]@sha256:<64 lower-case hex digits>';

/** Volumes and the file system. */
export const FS = family([
  {
    id: 'SBX-FS-001',
    title: 'Volumes of safe kinds, and Secrets for trusted sidecars alone',
    severity: Severity.HIGH,
    rationale: 'File servers and cloud disks in a Pod\'s own spec go past every check that a claim for storage passes, gitRepo runs programs of a repository on '
      + 'the node, and a Secret that untrusted code can read is one that it can send away.',
    remediation: 'Use emptyDir, configMap, downwardAPI, projected, ephemeral or image volumes, and volumeClaimTemplates for what shall last. Mount Secrets, '
      + 'and volumes of CSI drivers that the profile does not list, in trusted sidecars alone.',
    prop: 'sidecars: [{ mounts: [{ path, volume: Volume.secret(…) }] }]',
    references: { podSecurity: ['restrictedVolumes'], owasp: ['K01-2025'], scanners: ['KSV-0028', 'KSV-0121'] },
    checks: VOLUME_TYPES,
  },
  {
    id: 'SBX-FS-002',
    title: 'Every emptyDir is bounded and fits into the limits',
    severity: Severity.HIGH,
    rationale: 'An emptyDir without a limit, or with more room than its containers have, fills the disk or the memory of the node for everybody on it.',
    remediation: 'Give every emptyDir a `sizeLimit`, those on disk together no more than the `ephemeral-storage` limits, those in memory no more than half of '
      + 'the memory limit of the container that mounts them.',
    prop: 'writablePaths: [{ path, sizeLimit }]',
    references: {},
    checks: EMPTY_DIRS,
  },
  {
    id: 'SBX-FS-003',
    title: 'Read-only root file system',
    severity: Severity.MEDIUM,
    rationale: 'Where the image itself can be written to, code changes the programs of the sandbox and is still there in the next run.',
    remediation: 'Set `securityContext.readOnlyRootFilesystem: true` on every container, and mount emptyDirs where programs have to write: /tmp, the work folder, '
      + 'the home folder.',
    prop: 'rootFilesystem: RootFilesystem.readOnly()',
    references: {
      nsa: ['1.1'],
      owasp: ['K01-2025'],
      kubescape: ['C-0017'],
      scanners: [
        'CKV_K8S_22', 'KSV-0014', 'kube-linter no-read-only-root-fs', 'kube-score container-security-context-readonlyrootfilesystem',
        'Polaris notReadOnlyRootFilesystem',
      ],
    },
    checks: [{
      target: 'CONTAINER',
      kinds: POD_KINDS,
      field: 'securityContext/readOnlyRootFilesystem',
      expected: 'true',
      expression: 'container.?securityContext.?readOnlyRootFilesystem.orValue(false) == true',
    }],
  },
  {
    id: 'SBX-FS-004',
    title: 'No writable volume over the system or tokens',
    severity: Severity.HIGH,
    rationale: 'A writable volume over /usr or /etc undoes the read-only root: its content becomes the programs and settings of the container. One near '
      + '/var/run/secrets can show programs a token that is none of theirs. Neither API server nor scanners object.',
    remediation: 'Mount writable volumes elsewhere, as below /workspace or /tmp, by a plain absolute path, or mount them with `readOnly: true`.',
    prop: 'mounts: [{ path, volume }]',
    references: {},
    checks: MOUNT_PATHS,
  },
  {
    id: 'SBX-FS-005',
    title: 'Mounts do not propagate, and take no part of what a sandbox writes',
    severity: Severity.MEDIUM,
    rationale: 'A link that untrusted code plants in a volume can make the kubelet mount something else where a subPath is asked for (CVE-2021-25741 and its '
      + 'like), and mounts that propagate reach other containers or the node.',
    remediation: 'Leave `mountPropagation` out. Mount the whole volume, or a subPath of a configMap, secret, projected, downwardAPI or image volume.',
    prop: 'mounts: [{ path, volume: Volume.configMap(…), subPath }]',
    references: { kubescape: ['C-0058'] },
    checks: MOUNT_OPTIONS,
  },
  {
    id: 'SBX-FS-006',
    title: 'No raw block devices',
    severity: Severity.HIGH,
    rationale: 'A raw device hands untrusted code the driver\'s interface in place of a file system, and gVisor has none. Other hardware is judged by SBX-RES-002 '
      + 'and SBX-RES-009.',
    remediation: 'Leave `volumeDevices` out and mount the volume as a file system.',
    prop: 'volumeClaimTemplates: [{ name, size }]',
    references: {},
    checks: [{
      target: 'CONTAINER',
      kinds: POD_KINDS,
      field: 'volumeDevices',
      expected: 'absent',
      expression: 'size(container.?volumeDevices.orValue([])) == 0',
    }],
  },
  {
    id: 'SBX-FS-007',
    title: 'Mounts, volumes and volume claim templates fit together',
    severity: Severity.HIGH,
    waivable: false,
    rationale: 'The definition takes a mount without a volume and a claim template with the name of a volume. The controller then cannot make the Pod, or the '
      + 'claim takes the volume\'s place and data lands where nobody meant it to.',
    remediation: 'Give every volume and every volumeClaimTemplate a name of its own, a DNS label, and mount only names that are there.',
    prop: 'mounts: [{ path, volume }]',
    references: {},
    checks: VOLUMES_FIT,
  },
  {
    id: 'SBX-FS-008',
    title: 'No claim that all sandboxes of a template share',
    severity: Severity.CRITICAL,
    rationale: 'Every sandbox of the template mounts the same disk: what one tenant\'s code writes, that of the next one reads and runs.',
    remediation: 'Put the claim into `volumeClaimTemplates`, of which every sandbox gets a volume of its own.',
    prop: 'volumeClaimTemplates: [{ name, size, storageClassName }]',
    references: {},
    // Pods have such a volume for each claim template, and a Sandbox is one sandbox alone.
    checks: [{
      target: 'VOLUME',
      kinds: ['SandboxTemplate'],
      field: 'persistentVolumeClaim',
      expected: 'absent: use volumeClaimTemplates',
      expression: '!has(volume.persistentVolumeClaim)',
    }],
  },
  {
    id: 'SBX-FS-009',
    title: 'Claimed volumes are for one node, with a size and a class',
    severity: Severity.MEDIUM,
    rationale: 'A volume for many nodes is a file system that sandboxes share, one of the cluster\'s default class differs between clusters, and data of another '
      + 'namespace is another tenant\'s.',
    remediation: 'Ask for `accessModes: [ReadWriteOnce]` or `[ReadWriteOncePod]`, for storage of more than 0, by a `storageClassName`, without a namespace '
      + 'in `dataSourceRef`.',
    prop: 'volumeClaimTemplates: [{ name, size, storageClassName, accessMode }]',
    references: {},
    checks: CLAIMED_VOLUMES,
  },
  {
    id: 'SBX-FS-010',
    title: 'Files of Secrets are closed to others, and no files are writable for them',
    severity: Severity.LOW,
    rationale: 'Files of a Secret are readable for every user of the container unless the volume says otherwise.',
    remediation: 'Set `defaultMode: 288` (0440) or less on volumes with Secrets, and leave the write bits of group and others out everywhere.',
    prop: 'Volume.secret(name, secret, { defaultMode: 0o440 })',
    references: {},
    checks: FILE_MODES,
  },
  {
    id: 'SBX-FS-011',
    title: 'Image volumes are named by digest',
    severity: Severity.HIGH,
    rationale: 'An image volume brings files into the sandbox as an image does. By a tag, whoever can write to the registry decides which. Its registry is judged '
      + 'by SBX-IMG-002.',
    remediation: 'Name the image of the volume by registry and digest.',
    prop: 'Volume.image(name, SandboxImage.fromDigest(…))',
    references: { owasp: ['K02-2022'] },
    checks: [{
      // A release of a registry that moves no tags is SBX-IMG-006's.
      target: 'IMAGE_VOLUME', kinds: POD_KINDS, field: '', when: `!(${isRelease('image')})`, expected: DIGESTED, expression: isPinned('image'),
    }],
  },
  {
    id: 'SBX-FS-012',
    title: 'No folder of the node',
    severity: Severity.CRITICAL,
    waivable: false,
    rationale: 'A hostPath shows the node\'s own files: credentials, sockets of the container runtime, other Pods\' data. Kata Containers share it with the guest '
      + 'as well.',
    remediation: 'Use an emptyDir, a volume claim template or a ConfigMap.',
    prop: 'mounts: [{ path, volume: Volume.emptyDir(…) }]',
    references: {
      podSecurity: ['hostPathVolumes', 'restrictedVolumes'],
      cis: ['5.2.11'],
      owasp: ['K01-2025'],
      kubescape: ['C-0045', 'C-0048', 'C-0074'],
      upstreamPolicy: [9],
      scanners: [
        'CKV_K8S_27', 'KSV-0006', 'KSV-0023', 'kube-linter docker-sock', 'kube-linter sensitive-host-mounts', 'kube-linter writable-host-mount',
        'Polaris hostPathSet',
      ],
    },
    checks: [{ target: 'VOLUME', kinds: POD_KINDS, field: 'hostPath', expected: 'absent', expression: '!has(volume.hostPath)' }],
  },
]);
