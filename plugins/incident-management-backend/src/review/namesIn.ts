import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { NameOf } from '@countersign/plugin-incident-management-common';

/** As the catalog calls people and what is hit. */
export function namesIn(graph: CmdbGraph): NameOf {
  return ref => graph.item(ref)?.title;
}
