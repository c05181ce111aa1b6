import {
  FollowState,
  followStateOf,
} from '@countersign/plugin-governance-common';
import { NotAllowedError } from '@backstage/errors';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import { Authorizer } from '../access/Authorizer';
import { Caller } from '../access/Caller';
import { Followers, TellingUnit } from './Followers';

/** Lets people follow a record they can read, and stop. Saying it again changes nothing. */
export class FollowService<Stored, Role extends string, U extends TellingUnit> {
  readonly #options: FollowServiceOptions<Stored, Role, U>;

  constructor(options: FollowServiceOptions<Stored, Role, U>) {
    this.#options = options;
  }

  /** @throws NotFoundError when the caller may not read it, NotAllowedError when the caller is no person */
  async follow(
    caller: Caller,
    number: string,
    follows: boolean,
  ): Promise<FollowState<Role>> {
    const { authorizer, catalog, journal, lock, followers, all } =
      this.#options;
    const rights = await authorizer.rights(caller);
    const graph = await catalog.graph();
    return journal.run(caller, async unit => {
      const stored = await lock(unit, number);
      rights.demand('read', stored);
      if (caller.kind !== 'user') {
        throw Object.assign(
          new NotAllowedError(
            `People follow ${all}; a service subscribes to their events`,
          ),
          { guard: 'person' },
        );
      }
      await followers.choose(unit, stored, follows);
      return followStateOf(
        await followers.of(unit.trx, stored),
        caller.ref,
        graph.groupsOf(caller.ref),
      );
    });
  }
}

/** What following takes of an area. */
export interface FollowServiceOptions<
  Stored,
  Role extends string,
  U extends TellingUnit,
> {
  /** The records in the middle of a sentence: `changes`. */
  all: string;
  followers: Followers<Stored, Role>;
  authorizer: Pick<
    Authorizer<{ demand(right: 'read', stored: Stored): void }>,
    'rights'
  >;
  catalog: Pick<CatalogReader, 'graph'>;
  journal: {
    run<T>(actor: Caller, work: (unit: U) => Promise<T>): Promise<T>;
  };
  /**
   * Locks a record until the unit ends.
   *
   * @throws NotFoundError
   */
  lock(unit: U, number: string): Promise<Stored>;
}
