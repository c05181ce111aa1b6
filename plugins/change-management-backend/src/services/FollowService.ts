import {
  FollowState,
  followStateOf,
} from '@countersign/plugin-change-management-common';
import { NotAllowedError } from '@backstage/errors';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import { Caller } from '@countersign/plugin-governance-node';
import { Authorizer } from '../access/Authorizer';
import { Stores } from '../database/stores';
import { Followers } from './Followers';
import { Journal } from './Journal';

/** Lets people follow a change they can read, and stop. Saying it again changes nothing. */
export class FollowService {
  readonly #store: Stores['followers'];
  readonly #journal: Journal;
  readonly #authorizer: Authorizer;
  readonly #catalog: CatalogReader;
  readonly #followers: Followers;

  constructor(options: {
    stores: Stores;
    journal: Journal;
    authorizer: Authorizer;
    catalog: CatalogReader;
    followers: Followers;
  }) {
    this.#store = options.stores.followers;
    this.#journal = options.journal;
    this.#authorizer = options.authorizer;
    this.#catalog = options.catalog;
    this.#followers = options.followers;
  }

  /** @throws NotFoundError when the caller may not read it, NotAllowedError when the caller is no person */
  async follow(
    caller: Caller,
    number: string,
    follows: boolean,
  ): Promise<FollowState> {
    const rights = await this.#authorizer.rights(caller);
    const graph = await this.#catalog.graph();
    return this.#journal.run(caller, async unit => {
      const stored = await unit.lock(number);
      rights.demand('read', stored);
      if (caller.kind !== 'user') {
        throw Object.assign(
          new NotAllowedError(
            'People follow changes; a service subscribes to their events',
          ),
          { guard: 'person' },
        );
      }
      await this.#store.choose(
        unit.trx,
        stored.change.id,
        caller.ref,
        follows,
        unit.now,
      );
      return followStateOf(
        await this.#followers.of(unit.trx, stored),
        caller.ref,
        graph.groupsOf(caller.ref),
      );
    });
  }
}
