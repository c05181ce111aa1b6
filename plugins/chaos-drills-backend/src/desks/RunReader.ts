import { NotFoundError } from '@backstage/errors';
import { RunEvents } from '@countersign/plugin-chaos-drills-common';
import { TimelineQuery } from '@countersign/plugin-governance-common';
import { Caller, timelineEvents } from '@countersign/plugin-governance-node';
import { Ledger } from '@countersign/plugin-ledger-node';
import { DrillAccess } from '../access';
import { RunStore } from '../database/RunStore';
import { SpentSoFar } from '../runs/SpentSoFar';
import { DrillJournal } from '../unit';
import { DrillDesk } from './DrillDesk';

/** Tells and proves what happened in drills. */
export class RunReader {
  constructor(
    private readonly options: {
      journal: DrillJournal;
      ledger: Ledger;
      runs: RunStore;
      desk: DrillDesk;
      access: DrillAccess;
      spent: SpentSoFar;
    },
  ) {}

  async events(
    caller: Caller,
    number: string,
    after: number,
  ): Promise<RunEvents> {
    const { desk, runs, journal, spent } = this.options;
    const { facts } = await desk.find(caller, number);
    const [events, soFar] = await Promise.all([
      runs.events(journal.knex, number, { after }),
      spent.of(facts),
    ]);
    return { events, ...soFar } as RunEvents;
  }

  /** @throws NotFoundError as long as it is not over */
  async journal(caller: Caller, number: string): Promise<string> {
    const { desk, runs, journal } = this.options;
    await desk.find(caller, number);
    const found = await runs.journal(journal.knex, number);
    if (!found) {
      throw new NotFoundError(`${number} has no journal: it is not over`);
    }
    return found.content;
  }

  async timeline(caller: Caller, number: string, page: TimelineQuery) {
    const { desk, ledger } = this.options;
    await desk.find(caller, number);
    return timelineEvents(ledger, number, page);
  }

  /** The evidence bundle of a drill: what `countersign verify` checks. */
  async evidence(caller: Caller, number: string, since?: string) {
    const { desk, ledger } = this.options;
    await desk.find(caller, number);
    return ledger.exportSubject(number, { olderCheckpoint: since });
  }

  /** The ledger, for those who may read drills. */
  async readableLedger(caller: Caller): Promise<Ledger> {
    await this.options.access.demandReading(caller);
    return this.options.ledger;
  }
}
