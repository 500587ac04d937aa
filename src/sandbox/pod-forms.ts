import { CONTAINER_FORMS, IMAGE, RUN_AS } from './container-forms';
import { Isolation } from './isolation';
import { NodeAffinity } from './node-affinity';
import { PodSeparation } from './pod-separation';
import { RestartPolicy } from './restart-policy';
import { SandboxRuntime } from './runtime';
import { SandboxPodProps } from './sandbox-pod-props';
import { Seccomp } from './seccomp';
import { ServiceAccountToken } from './service-account-token';
import { Toleration } from './toleration';
import { TopologySpread } from './topology-spread';
import { Workspace } from './workspace';
import { Egress } from '../network/egress';
import { Ingress } from '../network/ingress';
import { FLAG, Form, Forms, LIST, listOf, madeBy, MAP, OBJECT, structOf, wordOf } from '../private/forms';

/** The form of `volumeClaimTemplates`. */
export const CLAIM_TEMPLATES: Form = listOf(structOf({
  name: null, size: null, storageClassName: null, accessMode: null, labels: MAP, annotations: MAP,
}));

/** The forms of what templates and Sandboxes have in common. */
export const POD_FORMS: Forms<SandboxPodProps> = {
  ...CONTAINER_FORMS,
  name: null,
  runtime: madeBy(SandboxRuntime, 'SandboxRuntime.python()'),
  image: IMAGE,
  port: null,
  containerName: null,
  sidecars: listOf(OBJECT),
  initContainers: listOf(OBJECT),
  isolation: madeBy(Isolation, 'Isolation.gvisor()'),
  runAs: RUN_AS,
  seccomp: madeBy(Seccomp, 'Seccomp.runtimeDefault()'),
  workspace: madeBy(Workspace, 'Workspace.ephemeral()'),
  volumeClaimTemplates: CLAIM_TEMPLATES,
  egress: listOf(madeBy(Egress, 'Egress.dns()')),
  ingress: listOf(madeBy(Ingress, 'Ingress.router()')),
  dnsConfig: structOf({ searches: LIST, options: MAP }),
  service: FLAG,
  nodeSelector: MAP,
  tolerations: listOf(madeBy(Toleration, 'Toleration.exists(…)')),
  topologySpread: listOf(madeBy(TopologySpread, 'TopologySpread.hosts()')),
  nodeAffinity: listOf(madeBy(NodeAffinity, 'NodeAffinity.required(…)')),
  podSeparation: listOf(madeBy(PodSeparation, 'PodSeparation.preferred(…)')),
  priorityClassName: null,
  restartPolicy: wordOf(RestartPolicy),
  terminationGracePeriod: null,
  activeDeadline: null,
  hostname: null,
  serviceAccount: OBJECT,
  serviceAccountToken: madeBy(ServiceAccountToken, 'ServiceAccountToken.none()'),
  imagePullSecrets: listOf(OBJECT),
  labels: MAP,
  annotations: MAP,
  podLabels: MAP,
  podAnnotations: MAP,
  podSpecPatch: null,
};
