import { TimelineQuery } from '@countersign/plugin-governance-common';
import { Caller, timelineEvents } from '@countersign/plugin-governance-node';
import {
  ProblemFilters,
  ProblemPage,
  ProblemTimeline,
} from '@countersign/plugin-incident-management-common';
import { Ledger } from '@countersign/plugin-ledger-node';
import { problemOf, ProblemStore } from '../database/ProblemStore';
import { IncidentJournal } from '../services/IncidentKeeper';
import { ProblemAccess } from './problemAccess';
import { missingProblem } from './ProblemKeeper';

/** Lists problems, and tells and proves what happened to one. */
export class ProblemReader {
  constructor(
    private readonly options: {
      journal: IncidentJournal;
      ledger: Pick<Ledger, 'exportSubject' | 'timeline'>;
      problems: ProblemStore;
      problemAccess: ProblemAccess;
    },
  ) {}

  async list(caller: Caller, filters: ProblemFilters): Promise<ProblemPage> {
    const { problems, journal, problemAccess } = this.options;
    await problemAccess.demandReading(caller);
    const { items, ...page } = await problems.list(journal.knex, filters);
    return { ...page, items: items.map(problemOf) };
  }

  /** What the ledger holds about a problem, newest first. */
  async timeline(
    caller: Caller,
    number: string,
    page: TimelineQuery,
  ): Promise<ProblemTimeline> {
    await this.#demand(caller, number);
    return timelineEvents(this.options.ledger, number, page);
  }

  /** The evidence bundle of a problem: what `countersign verify` checks. */
  async evidence(caller: Caller, number: string, since?: string) {
    await this.#demand(caller, number);
    return this.options.ledger.exportSubject(number, {
      olderCheckpoint: since,
    });
  }

  /** @throws NotAllowedError or NotFoundError */
  async #demand(caller: Caller, number: string): Promise<void> {
    const { problems, journal, problemAccess } = this.options;
    await problemAccess.demandReading(caller);
    const [stored] = await problems.find(journal.knex, [number]);
    if (!stored) throw missingProblem(number);
  }
}
