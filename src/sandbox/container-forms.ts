import { Capabilities } from './capabilities';
import { ContainerOptions, SandboxContainerProps } from './container-options';
import { Cpu } from './cpu';
import { EnvFrom } from './env-from';
import { EnvValue } from './env-value';
import { SandboxImage } from './image';
import { LifecycleHandler } from './lifecycle-handler';
import { PrivilegeEscalation } from './privilege-escalation';
import { Probe } from './probe';
import { RootFilesystem } from './root-filesystem';
import { RunAs } from './run-as';
import { CustomRuntimeProps } from './runtime-options';
import { Volume } from './volume';
import { FLAG, Forms, LIST, listOf, madeBy, mapOf, OBJECT, structOf } from '../private/forms';

/** The form of an image. */
export const IMAGE = madeBy(SandboxImage, 'SandboxImage.fromDigest(…)');

const PROBE = madeBy(Probe, 'Probe.httpGet(…)');
const HANDLER = madeBy(LifecycleHandler, 'LifecycleHandler.exec(…)');
const CPU = madeBy(Cpu, 'Cpu.cores(…) or Cpu.millis(…)');

/** The forms of what every container has. */
export const CONTAINER_FORMS: Forms<ContainerOptions> = {
  command: LIST,
  args: LIST,
  env: mapOf(madeBy(EnvValue, 'EnvValue.literal(…)')),
  envFrom: listOf(madeBy(EnvFrom, 'EnvFrom.configMap(…)')),
  ports: listOf(OBJECT),
  workingDir: null,
  resources: structOf({
    cpuRequest: CPU, cpuLimit: CPU, memoryRequest: null, memoryLimit: null, ephemeralStorageRequest: null, ephemeralStorageLimit: null,
  }),
  readinessProbe: PROBE,
  livenessProbe: PROBE,
  startupProbe: PROBE,
  lifecycle: structOf({ postStart: HANDLER, preStop: HANDLER, stopSignal: null }),
  writablePaths: listOf(OBJECT),
  mounts: listOf(structOf({ path: null, volume: madeBy(Volume, 'Volume.configMap(…)'), readOnly: FLAG, subPath: null })),
  rootFilesystem: madeBy(RootFilesystem, 'RootFilesystem.readOnly()'),
  capabilities: madeBy(Capabilities, 'Capabilities.none()'),
  privilegeEscalation: madeBy(PrivilegeEscalation, 'PrivilegeEscalation.denied()'),
};

/** The form of a user and groups. */
export const RUN_AS = madeBy(RunAs, 'RunAs.user(…)');

/** The forms of a container beside the main one. */
export const HELPER_FORMS: Forms<SandboxContainerProps> = { ...CONTAINER_FORMS, name: null, image: IMAGE, runAs: RUN_AS };

/** The forms of a runtime of one's own. */
export const RUNTIME_FORMS: Forms<CustomRuntimeProps> = {
  image: IMAGE,
  command: CONTAINER_FORMS.command,
  args: CONTAINER_FORMS.args,
  workingDir: null,
  ports: CONTAINER_FORMS.ports,
  env: CONTAINER_FORMS.env,
  readinessProbe: PROBE,
  writablePaths: CONTAINER_FORMS.writablePaths,
  workspacePath: null,
  user: null,
  resources: CONTAINER_FORMS.resources,
  server: FLAG,
};
