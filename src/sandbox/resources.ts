import { Size } from 'cdk8s';
import { Cpu } from './cpu';

/**
 * CPU, memory and local disk of a container (`resources.requests` and `resources.limits`). All three are always bounded. Memory and local
 * disk are guaranteed, request equal to limit, unless both are given: what is over its request is what a node takes back first.
 */
export interface ContainerResources {
  /**
   * CPU that the scheduler sets aside.
   *
   * @default - the profile's 250m, or the limit where that is lower or a guest is sized from the request (Kata, Firecracker)
   */
  readonly cpuRequest?: Cpu;

  /**
   * The most CPU that the container gets. A request above it is an error.
   *
   * @default - the profile's 1
   */
  readonly cpuLimit?: Cpu;

  /**
   * Memory that the scheduler sets aside.
   *
   * @default - the limit
   */
  readonly memoryRequest?: Size;

  /**
   * The memory above which the container is killed. A request above it is an error.
   *
   * @default - the request where one is given, else the profile's 512Mi
   */
  readonly memoryLimit?: Size;

  /**
   * Local disk that the scheduler sets aside, for logs, the writable layer and emptyDirs.
   *
   * @default - the limit
   */
  readonly ephemeralStorageRequest?: Size;

  /**
   * The local disk above which the Pod is evicted. A request above it is an error.
   *
   * @default - the request where one is given, else the profile's 1Gi
   */
  readonly ephemeralStorageLimit?: Size;
}
