import { readDocuments, SourceDocument } from '../../src/cli/documents';
import { failure } from '../support/app';

/** The values of a text's documents. */
export const valuesOf = (text: string | Buffer): unknown[] => [...readDocuments(text, 'f.yaml')].map(({ value }) => value);

/** The only document of a text. */
export function onlyDocument(text: string): SourceDocument {
  const documents = [...readDocuments(text, 'f.yaml')];
  if (documents.length !== 1) throw new Error(`${documents.length} documents`);
  return documents[0];
}

/** The whole message of the error about a text. */
export const faultOf = (text: string | Buffer): string => failure(() => valuesOf(text));
