import { ConfigurationItem } from '@countersign/plugin-cmdb-common';
import { remembered } from '@countersign/plugin-governance-common';
import { ItemView } from '../model';

/**
 * A configuration item as filter predicates see it, in policies, templates, freezes and maintenance windows alike:
 * the CMDB's own fields flat (`tier`, `soxScope`), and the entity's where the catalog has them (`metadata.name`,
 * `spec.type`), so that a predicate written for catalog entities reads the same here. What is absent has no field, as in
 * the ledger.
 */
export const itemView = remembered(
  (item: ConfigurationItem): ItemView =>
    defined({
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
      metadata: defined({
        namespace: item.namespace,
        name: item.name,
        title: item.title,
      }),
      spec: defined({
        type: item.type,
        lifecycle: item.lifecycle,
        owner: item.owner,
        system: item.system,
      }),
    }),
);

function defined<T extends object>(fields: T): T {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as T;
}
