import { randomUUID } from 'crypto';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  Caller,
  Journal,
  PlainAccess,
  Unit,
} from '@countersign/plugin-governance-node';
import {
  LogEntrySchemas,
  logQuerySavePermission,
  SavedLogQuery,
  SaveLogQuery,
} from '@countersign/plugin-service-logs-common';
import { QueryStore } from '../database/QueryStore';
import { LogEntities } from './LogEntities';

/** Nobody looks through more. */
const MOST_QUERIES = 200;

/** Queries that somebody keeps for themselves. They decide nothing, so no ledger has them. */
export class SavedQueries {
  constructor(
    private readonly options: {
      journal: Journal<LogEntrySchemas>;
      store: QueryStore;
      access: PlainAccess;
      entities: LogEntities;
    },
  ) {}

  of(caller: Caller, entityRef: string): Promise<SavedLogQuery[]> {
    const { store, journal } = this.options;
    return store.of(journal.knex, caller.ref, entityRef);
  }

  maySave(caller: Caller): Promise<boolean> {
    return this.options.access.may(caller, logQuerySavePermission);
  }

  async save(
    caller: Caller,
    body: SaveLogQuery,
    idempotencyKey?: string,
  ): Promise<SavedLogQuery> {
    const { journal, store, entities } = this.options;
    await this.#demand(caller);
    const { entity } = await entities.demandReading(caller, body.entityRef);
    const { entityRef } = entity;
    return journal.idempotent(
      caller,
      idempotencyKey,
      async ({ trx, now }) => {
        if ((await store.count(trx, caller.ref)) >= MOST_QUERIES) {
          throw new InputError(
            `You keep ${MOST_QUERIES} queries: forget one first`,
          );
        }
        const query = { ...body, entityRef, id: randomUUID() };
        return store.insert(trx, caller.ref, query, now);
      },
      {
        request: { operation: 'save', body },
        keep: ({ id }) => id,
        again: async ({ trx }: Unit<LogEntrySchemas>, id) => {
          const saved = await store.find(trx, caller.ref, id);
          if (!saved) throw missing(id);
          return saved;
        },
      },
    );
  }

  /** Forgets one's own; asked again, there is none. */
  async forget(caller: Caller, id: string): Promise<SavedLogQuery> {
    const { journal, store } = this.options;
    await this.#demand(caller);
    const removed = await journal.run(caller, ({ trx }) =>
      store.remove(trx, caller.ref, id),
    );
    if (!removed) throw missing(id);
    return removed;
  }

  #demand(caller: Caller): Promise<void> {
    return this.options.access.demand(
      caller,
      logQuerySavePermission,
      'You may not keep queries',
    );
  }
}

function missing(id: string) {
  return new NotFoundError(`There is no query ${id} of yours`);
}
