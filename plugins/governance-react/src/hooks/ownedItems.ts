import { stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogApi } from '@backstage/plugin-catalog-react';

/** Configuration items of somebody. */
export interface OwnedItems {
  /** Entity refs. */
  refs: string[];
  /** How many there are; `refs` holds the first of them. */
  total: number;
}

/** The configuration items that any of these people and groups own. */
export async function loadOwnedItems(
  catalogApi: Pick<CatalogApi, 'queryEntities'>,
  owners: string[],
  limit: number,
): Promise<OwnedItems> {
  if (owners.length === 0) return { refs: [], total: 0 };
  const { items, totalItems } = await catalogApi.queryEntities({
    filter: {
      kind: ['Component', 'Resource', 'API', 'System'],
      'relations.ownedBy': owners,
    },
    fields: ['kind', 'metadata.namespace', 'metadata.name'],
    limit,
  });
  return {
    refs: items.map(entity =>
      stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
    ),
    total: totalItems,
  };
}
