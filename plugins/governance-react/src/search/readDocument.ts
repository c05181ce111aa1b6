import { SearchDocument } from '@backstage/plugin-search-common';

/**
 * Reads a field of a document of the index. What is not what it should be is left out rather than shown: an older index may
 * hold anything.
 */
export function textIn(
  document: SearchDocument,
  field: string,
): string | undefined {
  const fields: Partial<Record<string, unknown>> = { ...document };
  const value = fields[field];
  return typeof value === 'string' && value ? value : undefined;
}

/** The same of a field that holds one of a few words. */
export function wordIn<W extends string>(
  document: SearchDocument,
  field: string,
  words: readonly W[],
): W | undefined {
  const text = textIn(document, field);
  return words.find(word => word === text);
}
