import { LoggerService } from '@backstage/backend-plugin-api';
import {
  Phase,
  phases,
  RUNS_SIGNAL_CHANNEL,
} from '@countersign/plugin-compliance-evidence-common';
import { Pulse, recordNotification } from '@countersign/plugin-governance-node';
import { databaseTroubleOf } from '@countersign/plugin-ledger-node';
import { pluginId } from '../assurance/unit';
import { ReportVersionStore } from '../database/ReportVersionStore';
import { LeaseLost, StoredRun } from '../database/RunStore';
import { TroubleStore } from '../database/TroubleStore';
import { keepStagedRun } from '../inquiries/StagedRuns';
import { Later, toldOf } from './deliverPhase';
import { Lease } from './Lease';
import { failureOf, PhaseFailure, problemText } from './PhaseFailure';
import { dropSchema } from './PostgresEngine';
import { RunContext, RunTools } from './RunContext';

/** What each phase does. */
export type PhaseWork = Record<
  Phase,
  (context: RunContext) => Promise<Later | undefined | void>
>;

/** What a worker needs. */
export interface WorkerOptions {
  tools: RunTools;
  versions: ReportVersionStore;
  work: PhaseWork;
  /** Absent where trouble is no incident. */
  troubles?: TroubleStore;
  alerts: readonly string[];
  logger: LoggerService;
  /** Called once a run is over, with the phase that failed. */
  onEnded?: (failed?: Phase) => void;
}

/** A source or a mail server that is away is told of in words of its own. */
function isDatabaseAway(error: unknown): boolean {
  return (
    !(error instanceof PhaseFailure) && databaseTroubleOf(error) === 'away'
  );
}

/** What does not look at the signal itself can write nothing more either: nobody waits for it. */
async function unlessAborted<T>(
  work: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop);
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/**
 * Takes runs and goes through their phases, in every replica. What a phase made is written together with its end, so a run
 * goes on with the first phase that has none, wherever it was left.
 */
export class RunWorker {
  readonly #options: WorkerOptions;
  readonly #pulse: Pulse;
  readonly #atWork = new Map<Lease, Promise<void>>();

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#pulse = new Pulse({
      work: () => this.#takeRuns(),
      failure: 'Runs could not be taken',
      logger: options.logger,
    });
  }

  /** Says that there may be a run to take. */
  readonly wake = (): void => this.#pulse.wake();

  start(): void {
    this.#pulse.start();
  }

  /** Leaves what is at work where it is, for the next life or another replica. */
  async stop(): Promise<void> {
    await this.#pulse.stop();
    for (const lease of this.#atWork.keys()) lease.abort();
    await Promise.all(this.#atWork.values());
  }

  async #takeRuns(): Promise<void> {
    const { tools, logger } = this.#options;
    const { settings, runs, journal } = tools;
    while (this.#atWork.size < settings.atOnce && !this.#pulse.stopping) {
      const stored = await runs.takeNext(journal.knex, settings.leaseMs);
      if (!stored) return;
      const lease = new Lease({
        knex: journal.knex,
        runs,
        stored,
        leaseMs: settings.leaseMs,
        logger,
      });
      const work = this.#goOn(stored, lease).finally(() => {
        lease.end();
        this.#atWork.delete(lease);
        this.wake();
      });
      this.#atWork.set(lease, work);
    }
  }

  async #goOn(stored: StoredRun, lease: Lease): Promise<void> {
    const { tools, versions, logger } = this.#options;
    const { run } = stored;
    const { knex } = tools.journal;
    try {
      const report = await versions.get(knex, run.reportDigest);
      const { signal } = lease;
      const context = new RunContext({ tools, stored, report, signal });
      const later = await this.#phases(context);
      if (later) await tools.runs.release(knex, stored, later.afterMs);
      else await this.#tidy(context);
    } catch (error) {
      if (error instanceof LeaseLost || lease.signal.aborted) {
        await this.#leave(stored);
      } else {
        // Whoever takes it next, when the database is back, goes on from here.
        logger.warn(
          `${run.number} stays where it is for now: ${problemText(error)}`,
        );
      }
    }
  }

  /** @returns when to go on, where it is not over */
  async #phases(context: RunContext): Promise<Later | undefined> {
    const { tools, work } = this.#options;
    const { knex, run } = context;
    const begun = await tools.progress.phases(knex, run.id);
    for (const phase of phases) {
      const { state } = begun.find(each => each.phase === phase)!;
      if (state === 'done' || state === 'skipped') continue;
      try {
        await context.write(async ({ trx }) => {
          await tools.progress.begin(trx, run.id, phase);
          return { phase };
        });
        const later = await unlessAborted(work[phase](context), context.signal);
        if (later) return later;
      } catch (error) {
        context.signal.throwIfAborted();
        if (error instanceof LeaseLost || isDatabaseAway(error)) throw error;
        await this.#fail(context, phase, error);
        return undefined;
      }
    }
    await context.write(async unit => {
      await unit.record('run.completed', run.number, {});
      unit.refetch(RUNS_SIGNAL_CHANNEL);
      unit.tell(...this.#news(context, 'completed', 'is complete', 'done'));
      return { state: 'completed', endedAt: unit.now.toISOString() };
    });
    this.#options.onEnded?.();
    return undefined;
  }

  async #fail(
    context: RunContext,
    phase: Phase,
    error: unknown,
  ): Promise<void> {
    const { tools, troubles, logger } = this.#options;
    const { run } = context;
    const failure = failureOf(phase, error);
    const words = failure.source
      ? `failed: ${failure.source} gave no snapshot`
      : `failed in its phase ${phase}`;
    logger.error(`${run.number} failed in ${phase}: ${failure.problem}`);
    await context.write(async unit => {
      await tools.progress.end(unit.trx, run.id, phase, 'failed');
      await unit.record('run.failed', run.number, failure);
      const problem = `${failure.problem}
${failure.remedy}`;
      await troubles?.note(unit.trx, run.id, { words, problem });
      unit.refetch(RUNS_SIGNAL_CHANNEL);
      unit.tell(...this.#news(context, 'failed', words, 'act'));
      return { state: 'failed', failure, endedAt: unit.now.toISOString() };
    });
    this.#options.onEnded?.(phase);
  }

  #news(
    { run }: RunContext,
    occasion: string,
    words: string,
    weight: 'act' | 'done',
  ) {
    const recipients =
      weight === 'act'
        ? toldOf(run.requestedBy, this.#options.alerts)
        : toldOf(run.requestedBy, []);
    if (recipients.length === 0) return [];
    return [
      recordNotification(
        { pluginId, number: run.number, title: run.title },
        { occasion, words, weight, recipients },
      ),
    ];
  }

  /** What a complete run staged is kept for a while, for whoever asks it something; of others nothing stays. */
  async #tidy({ run, knex }: RunContext): Promise<void> {
    if (run.state !== 'completed') await dropSchema(knex, run.id);
    else await keepStagedRun(knex, run.id);
  }

  /** What one works on no more is free at once; of a canceled run nothing stays staged. */
  async #leave(stored: StoredRun): Promise<void> {
    const { tools } = this.#options;
    const { knex } = tools.journal;
    const { number, id } = stored.run;
    try {
      await tools.runs.release(knex, stored);
      const [now] = await tools.runs.find(knex, [number]);
      if (now?.run.state === 'canceled') await dropSchema(knex, id);
    } catch (error) {
      this.#options.logger.warn(
        `${number} could not be given back: ${problemText(error)}`,
      );
    }
  }
}
