import { JsonObject } from '../private/json';

const text = { type: 'string' };
const texts = { type: 'object', additionalProperties: text };
const moment = { type: 'string', format: 'date-time' };
const integer = { type: 'integer', format: 'int64' };
const flag = { type: 'boolean' };

const ownerReference = {
  type: 'object',
  properties: { apiVersion: text, kind: text, name: text, uid: text, controller: flag, blockOwnerDeletion: flag },
  required: ['apiVersion', 'kind', 'name', 'uid'],
};

const managedFieldsEntry = {
  type: 'object',
  properties: {
    manager: text,
    operation: text,
    apiVersion: text,
    time: moment,
    fieldsType: text,
    fieldsV1: { 'x-kubernetes-preserve-unknown-fields': true },
    subresource: text,
  },
};

/** The schema of an object's metadata, which definitions leave to the API server. */
export const OBJECT_META: JsonObject = {
  type: 'object',
  properties: {
    name: text,
    generateName: text,
    namespace: text,
    selfLink: text,
    uid: text,
    resourceVersion: text,
    generation: integer,
    creationTimestamp: moment,
    deletionTimestamp: moment,
    deletionGracePeriodSeconds: integer,
    labels: texts,
    annotations: texts,
    ownerReferences: { type: 'array', items: ownerReference },
    finalizers: { type: 'array', items: text },
    managedFields: { type: 'array', items: managedFieldsEntry },
  },
};
