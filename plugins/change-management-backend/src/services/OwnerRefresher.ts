import { isDeepStrictEqual } from 'util';
import { Knex } from 'knex';
import {
  CatalogReader,
  itemsOf,
  ownersOf,
} from '@countersign/plugin-cmdb-node';
import { Stores } from '../database/stores';

/** Keeps whom permission rules take for the owners of a change's items as the catalog has them. */
export class OwnerRefresher {
  readonly #store: Stores['owners'];
  readonly #db: Knex;
  readonly #catalog: CatalogReader;

  constructor(options: { stores: Stores; db: Knex; catalog: CatalogReader }) {
    this.#store = options.stores.owners;
    this.#db = options.db;
    this.#catalog = options.catalog;
  }

  /**
   * A change with an item that the catalog does not have any more keeps what it has.
   *
   * @returns how many open changes have other owners than they had
   */
  async refresh(): Promise<number> {
    const graph = await this.#catalog.graph();
    const all = await this.#store.ofOpen(this.#db);
    return this.#store.refresh(
      this.#db,
      all.flatMap(owned => {
        const items = itemsOf(graph, owned.items);
        if (items.length < owned.items.length) return [];
        const now = ownersOf(graph, items);
        return isDeepStrictEqual(now, owned.owners) ? [] : { ...owned, now };
      }),
    );
  }
}
