import { KindName } from './kinds';
import { Subject } from './subject';
import { JsonObject } from '../private/json';

/** A subject that could be rendered, with what every app check asks of it. */
export interface AppObject {
  readonly subject: Subject;
  readonly manifest: JsonObject;
  /** The kind, or undefined for one that rules do not know. */
  readonly kind?: KindName;
  /** '' for what has none. */
  readonly namespace: string;
  readonly name: string;
}

/** All objects together. */
export interface AppView {
  readonly objects: readonly AppObject[];
  /** Whether there is nothing beside these objects: what a reference does not find here is then nowhere. */
  readonly closed: boolean;
  /** Namespaces in which there is an object of one of the four kinds. */
  readonly sandboxNamespaces: ReadonlySet<string>;
  /** The day of judgement. */
  readonly asOf: string;
  /** The objects of a kind, in a namespace where one is given, in the order of the subjects. */
  of(kind: KindName, namespace?: string): readonly AppObject[];
  /** The object of this name. */
  get(kind: KindName, namespace: string, name: string): AppObject | undefined;
}

/** What an app check says of one place of one object. An object of which it says nothing is one that it does not apply to. */
export interface AppFinding {
  readonly object: AppObject;
  readonly holds: boolean;
  /** The place below the object, names and indices joined by "/", as `spec/sandboxTemplateRef/name`. */
  readonly field: string;
  /** The same place, keyed, where it is not the field with dots. */
  readonly place?: string;
  readonly expected?: string;
  readonly actual?: unknown;
}

/** A rule over all objects: pure, and in the order of the objects. */
export type AppCheck = (app: AppView) => Iterable<AppFinding>;
