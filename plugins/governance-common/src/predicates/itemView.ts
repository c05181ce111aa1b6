import { ConfigurationItem } from '@countersign/plugin-cmdb-common';
import { remembered } from '../pure/remembered';

/** The CMDB's own fields of a configuration item, flat. */
export interface ItemFields {
  entityRef: string;
  kind: string;
  type?: string;
  tier?: string;
  soxScope: boolean;
  dataClassification?: string;
  environment?: string;
  owner?: string;
  system?: string;
  stateful: boolean;
}

/** A configuration item as predicates see it; made by {@link itemView}. */
export type ItemView = ItemFields & {
  metadata: { namespace?: string; name?: string; title?: string };
  spec: { type?: string; lifecycle?: string; owner?: string; system?: string };
};

/**
 * A configuration item as every filter predicate sees it:
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
