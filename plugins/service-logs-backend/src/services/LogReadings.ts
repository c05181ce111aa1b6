import { Caller, Journal, Lately } from '@countersign/plugin-governance-node';
import {
  LogEntrySchemas,
  LogReading,
  LogReadingPage,
  LogReadingQuery,
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

  /** Of an entity, or because of an incident: for those who may read the logs without one. */
  async list(caller: Caller, query: LogReadingQuery): Promise<LogReadingPage> {
    const { store, journal } = this.options;
    const entityRefs = await this.#shownTo(caller, query);
    return store.list(journal.knex, { ...query, entityRefs });
  }

  async #shownTo(
    caller: Caller,
    { entityRef, incident }: LogReadingQuery,
  ): Promise<string[]> {
    const { entities, store, journal } = this.options;
    if (entityRef !== undefined) {
      return [(await entities.demand(caller, entityRef)).entityRef];
    }
    const read = await store.entitiesOf(journal.knex, incident!);
    return entities.readableOf(caller, read);
  }
}
