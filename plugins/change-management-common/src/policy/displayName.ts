import { CmdbGraph } from '@countersign/plugin-cmdb-common';

/** How a person is called in sentences. */
export type DisplayName = (userRef: string) => string;

/** People by the titles the catalog has for them; by their entity references where it has none. */
export function displayNameIn(graph: Pick<CmdbGraph, 'item'>): DisplayName {
  return ref => graph.item(ref)?.title ?? ref;
}
