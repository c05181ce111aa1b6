import { AuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Collection } from './model';

const PAGE_SIZE = 500;

/** Entities of the catalog, of all kinds or those of the line `kinds:`. */
export function entities(
  catalog: CatalogService,
  auth: AuthService,
): Collection {
  return async function* read({ kinds }) {
    const credentials = await auth.getOwnServiceCredentials();
    let cursor: string | undefined;
    do {
      const page = await catalog.queryEntities(
        cursor
          ? { cursor, limit: PAGE_SIZE }
          : {
              limit: PAGE_SIZE,
              ...(kinds && { filter: { kind: kinds } }),
              orderFields: [{ field: 'metadata.uid', order: 'asc' }],
            },
        { credentials },
      );
      yield {
        records: page.items.map(entity => ({
          ref: stringifyEntityRef(entity),
          entity,
        })),
        stated: page.totalItems,
      };
      cursor = page.pageInfo.nextCursor;
    } while (cursor);
  };
}
