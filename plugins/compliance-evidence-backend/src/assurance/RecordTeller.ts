import { NotFoundError } from '@backstage/errors';
import { AssuranceTimeline } from '@countersign/plugin-compliance-evidence-common';
import { TimelineQuery } from '@countersign/plugin-governance-common';
import { Caller, timelineEvents } from '@countersign/plugin-governance-node';
import { Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { AssuranceAccess } from './AssuranceAccess';

/** There is none under this number. */
export function missing(noun: string, number: string): NotFoundError {
  return new NotFoundError(`There is no ${noun} ${number}`);
}

/** Tells and proves what happened to records of one kind. */
export class RecordTeller {
  constructor(
    private readonly options: {
      noun: string;
      store: { find(db: Knex, numbers: readonly string[]): Promise<unknown[]> };
      knex: Knex;
      ledger: Pick<Ledger, 'exportSubject' | 'timeline'>;
      access: AssuranceAccess;
    },
  ) {}

  /** What the ledger holds about a record, newest first. */
  async timeline(
    caller: Caller,
    number: string,
    page: TimelineQuery,
  ): Promise<AssuranceTimeline> {
    await this.#demand(caller, number);
    return timelineEvents(this.options.ledger, number, page);
  }

  /** The evidence bundle of a record: what `countersign verify` checks. */
  async evidence(caller: Caller, number: string, since?: string) {
    await this.#demand(caller, number);
    return this.options.ledger.exportSubject(number, {
      olderCheckpoint: since,
    });
  }

  /** @throws NotAllowedError or NotFoundError */
  async #demand(caller: Caller, number: string): Promise<void> {
    const { access, store, knex, noun } = this.options;
    await access.demandReading(caller);
    if ((await store.find(knex, [number])).length === 0) {
      throw missing(noun, number);
    }
  }
}
