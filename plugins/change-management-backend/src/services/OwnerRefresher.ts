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

  /** @returns how many open changes have other owners than they had */
  async refresh(): Promise<number> {
    const refs = await this.#store.itemsOfOpen(this.#db);
    const graph = await this.#catalog.graph();
    const owners = new Map(
      itemsOf(graph, refs).map(item => [
        item.entityRef,
        ownersOf(graph, [item]),
      ]),
    );
    return this.#store.refresh(this.#db, owners);
  }
}
