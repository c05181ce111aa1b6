import { LoggerService } from '@backstage/backend-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  Run,
  runSignalChannel,
} from '@countersign/plugin-compliance-evidence-common';
import {
  AreaPages,
  pluginCaller,
  Pulse,
} from '@countersign/plugin-governance-node';
import { IncidentManagementService } from '@countersign/plugin-incident-management-node';
import { pluginId } from '../assurance/unit';
import { RunStore } from '../database/RunStore';
import { DueTrouble, TroubleStore } from '../database/TroubleStore';
import { EvidenceJournal } from '../entries';
import { IncidentSettings } from '../settings';
import { problemText } from './PhaseFailure';

/** So long after it was asked for, and nothing was heard, an incident is asked for again. */
const LEASE_MS = 60_000;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 10 * 60_000;
/** What a title of an incident holds at most. */
const LONGEST_TITLE = 200;

/** What turning trouble into incidents needs. */
export interface IncidentRaiserOptions {
  journal: EvidenceJournal;
  runs: RunStore;
  troubles: TroubleStore;
  incidents: Pick<IncidentManagementService, 'declareIncident'>;
  settings: IncidentSettings;
  pages: AreaPages;
  logger: LoggerService;
}

/** Asked again, it would be refused again. */
function isLasting(error: unknown): boolean {
  return (
    error instanceof ResponseError &&
    error.statusCode >= 400 &&
    error.statusCode < 500 &&
    ![401, 404, 408, 429].includes(error.statusCode)
  );
}

/**
 * Declares an incident for each run that has trouble, once: asked for again, as after a kill, the area of incidents answers
 * with the one that it has.
 */
export class IncidentRaiser {
  readonly #pulse: Pulse;

  constructor(private readonly options: IncidentRaiserOptions) {
    this.#pulse = new Pulse({
      work: () => this.#raiseAll(),
      failure: 'Incidents of runs could not be declared',
      logger: options.logger,
    });
  }

  start(): void {
    this.#pulse.start();
  }

  async stop(): Promise<void> {
    await this.#pulse.stop();
  }

  async #raiseAll(): Promise<void> {
    const { troubles, journal } = this.options;
    while (!this.#pulse.stopping) {
      const due = await troubles.takeNext(journal.knex, LEASE_MS);
      if (!due) return;
      await this.#raise(due);
    }
  }

  async #raise(due: DueTrouble): Promise<void> {
    const { troubles, journal, runs, logger } = this.options;
    const { knex } = journal;
    const run = await runs.byId(knex, due.runId);
    try {
      const incident = await this.#declare(run, due);
      await this.#keep(run, due, incident);
    } catch (error) {
      const problem = problemText(error);
      if (isLasting(error)) {
        logger.error(
          `No incident is declared for ${run.number}, which ${due.words}: ${problem}`,
        );
        await troubles.refused(knex, due.runId, problem);
        return;
      }
      const pause = Math.min(
        FIRST_PAUSE_MS * 2 ** (due.attempts - 1),
        LONGEST_PAUSE_MS,
      );
      logger.warn(
        `The incident for ${run.number} is asked for again in ${
          pause / 1000
        } s: ${problem}`,
      );
      await troubles.postpone(knex, due.runId, pause);
    }
  }

  async #declare(run: Run, { words, problem }: DueTrouble): Promise<string> {
    const { incidents, settings, pages } = this.options;
    const { incident } = await incidents.declareIncident(
      {
        ...settings,
        title: `${run.title}: ${run.number} ${words}`.slice(0, LONGEST_TITLE),
        description: `${problem}

${pages.url('runs', run.number)}`,
      },
      {
        idempotencyKey: `${pluginId}.${run.number}`,
        signal: AbortSignal.timeout(LEASE_MS / 2),
      },
    );
    return incident.number;
  }

  async #keep(
    { number, ...run }: Run,
    { runId, problem }: DueTrouble,
    incident: string,
  ): Promise<void> {
    const { journal, runs, troubles } = this.options;
    await journal.run(pluginCaller(pluginId), async unit => {
      // The entries of a run are numbered: they are written one after the other.
      await runs.lock(unit.trx, number);
      if (!(await troubles.declared(unit.trx, runId, incident))) return;
      await unit.record('run.incident_declared', number, { incident, problem });
      unit.refetch(runSignalChannel(run));
    });
  }
}
