import * as kplus from 'cdk8s-plus-28';
import { IConstruct } from 'constructs';

/** A SandboxTemplate, made here or found in the cluster. Roles of cdk8s-plus can name it. */
export interface ISandboxTemplate extends IConstruct, kplus.IApiResource, kplus.IApiEndpoint {
  /** The object's name. */
  readonly name: string;
}

/** A SandboxWarmPool, made here or found in the cluster. Roles of cdk8s-plus can name it. */
export interface ISandboxWarmPool extends IConstruct, kplus.IApiResource, kplus.IApiEndpoint {
  /** The object's name. */
  readonly name: string;
}

/** A SandboxClaim, made here or found in the cluster. Roles of cdk8s-plus can name it. */
export interface ISandboxClaim extends IConstruct, kplus.IApiResource, kplus.IApiEndpoint {
  /** The object's name. */
  readonly name: string;
}

/** A Sandbox, made here or found in the cluster. Roles of cdk8s-plus can name it. */
export interface ISandbox extends IConstruct, kplus.IApiResource, kplus.IApiEndpoint {
  /** The object's name. */
  readonly name: string;
}
