import { ConfigurationItem } from '@countersign/plugin-cmdb-common';
import { ItemView } from '../model';

/**
 * A configuration item as filter predicates see it, in policies, templates, freezes and maintenance windows alike:
 * the CMDB's own fields flat (`tier`, `soxScope`), and the entity's where the catalog has them (`metadata.name`,
 * `spec.type`), so that a predicate written for catalog entities reads the same here.
 */
export function itemView(item: ConfigurationItem): ItemView {
  return {
    entityRef: item.entityRef,
    kind: item.kind,
    type: item.type,
    tier: item.tier,
    soxScope: item.soxScope,
    dataClassification: item.dataClassification,
    environment: item.environment,
    owner: item.owner,
    system: item.system,
    stateful: item.stateful,
    metadata: {
      namespace: item.namespace,
      name: item.name,
      title: item.title,
    },
    spec: {
      type: item.type,
      lifecycle: item.lifecycle,
      owner: item.owner,
      system: item.system,
    },
  };
}
