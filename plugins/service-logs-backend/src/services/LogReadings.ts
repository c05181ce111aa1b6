import { Caller, Journal, Lately } from '@countersign/plugin-governance-node';
import {
  LogEntrySchemas,
  LogReading,
  LogReadingPage,
} from '@countersign/plugin-service-logs-common';
import { ReadingStore } from '../database/ReadingStore';
import { LogEntities } from './LogEntities';

/** The same question asked again, as a page does that follows a log, is one reading. */
const SAME_MS = 3_600_000;

/** Records who read logs that only an incident let them read: in the ledger, and in a list for those whose logs they are. */
export class LogReadings {
  readonly #lately = new Lately<void>({ ms: SAME_MS });

  constructor(
    private readonly options: {
      journal: Journal<LogEntrySchemas>;
      store: ReadingStore;
      entities: LogEntities;
    },
  ) {}

  /** Recorded before anything is answered: what is not recorded is not read. */
  record(
    caller: Caller,
    reading: Omit<LogReading, 'readBy' | 'readAt'>,
  ): Promise<void> {
    const { journal, store } = this.options;
    const { entityRef, ...data } = reading;
    const key = JSON.stringify([caller.ref, caller.via ?? '', reading]);
    return this.#lately.ask(key, () =>
      journal.run(caller, async unit => {
        await unit.record('log.read', entityRef, data);
        await store.insert(
          unit.trx,
          { ...reading, readBy: caller.ref },
          unit.now,
        );
      }),
    );
  }

  /** For those who may read the logs without an incident. */
  async list(
    caller: Caller,
    query: { entityRef: string; limit: number; cursor?: string },
  ): Promise<LogReadingPage> {
    const { entities, store, journal } = this.options;
    const { entityRef } = await entities.demand(caller, query.entityRef);
    return store.list(journal.knex, { ...query, entityRef });
  }
}
