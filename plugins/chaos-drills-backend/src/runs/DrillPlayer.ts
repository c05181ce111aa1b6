import { randomUUID } from 'crypto';
import {
  drillSignalChannel,
  RunEvent,
  runExperiment,
  RunStop,
} from '@countersign/plugin-chaos-drills-common';
import { StoredDrill } from '../database/DrillStore';
import { RunLost } from '../database/RunStore';
import { Playable } from '../experiments/ExperimentLibrary';
import { BudgetWatch } from './BudgetWatch';
import { endDrill } from './endDrill';
import { RunLease } from './RunLease';
import { playedWith, RunTools } from './RunTools';
import { storable } from './storable';

/** A drill that is played here. */
interface AtWork {
  stop: AbortController;
  done: Promise<void>;
}

/**
 * Plays the drills that were started here, once each. What happens is kept before the next thing is done; whoever is killed
 * leaves it to others to close the drill, and nobody plays it again.
 */
export class DrillPlayer {
  /** This life of this replica: another life of it holds none of its runs. */
  readonly holder = randomUUID();
  readonly #atWork = new Map<string, AtWork>();
  #looking = new AbortController();

  constructor(private readonly tools: RunTools) {}

  /** Begins to play a drill whose start has just been committed. */
  play(stored: StoredDrill, playable: Playable): void {
    const { number } = stored.facts;
    const stop = new AbortController();
    const done = this.#play(stored, playable, stop)
      .catch(error => this.#failed(number, error))
      .finally(() => {
        this.#atWork.delete(number);
        if (this.#atWork.size === 0) this.#looking.abort();
      });
    this.#atWork.set(number, { stop, done });
    if (this.#atWork.size === 1) this.#keepLooking();
  }

  /** Stops a drill that is played here; elsewhere it is found by whoever plays it. */
  stop(number: string, reason: string): void {
    this.#atWork.get(number)?.stop.abort(new RunStop('stopped', reason));
  }

  /** Ends faults and rolls back before this replica goes. */
  async leave(): Promise<void> {
    this.#looking.abort();
    const all = [...this.#atWork.values()];
    for (const { stop } of all) {
      stop.abort(new RunStop('interrupted', 'The portal was told to end.'));
    }
    await Promise.all(all.map(({ done }) => done));
  }

  async #play(
    { id, facts }: StoredDrill,
    playable: Playable,
    stop: AbortController,
  ): Promise<void> {
    const { tools } = this;
    const { journal, runs, preconditions, settings, refetch } = tools;
    const held = { number: facts.number, holder: this.holder };
    const { knex } = journal;
    const lease = new RunLease({
      ...{ knex, runs, held },
      leaseMs: settings.leaseMs,
      onLost: error => stop.abort(new RunStop('interrupted', error.message)),
    });
    const budget = new BudgetWatch(facts, preconditions, stop.signal);
    const onEvent = async (event: RunEvent) => {
      await runs.keep(knex, held, storable(event));
      refetch(drillSignalChannel({ id }));
    };
    try {
      const played = await runExperiment(playable.experiment, {
        ...playedWith(playable, tools),
        nextId: randomUUID,
        stop: stop.signal,
        onEvent,
        ...(facts.budgets.length > 0 && { watch: budget.look }),
      });
      await endDrill(tools, held, played);
    } finally {
      lease.end();
    }
  }

  /** Whoever takes the run when its lease is over closes it from what was kept. */
  #failed(number: string, error: unknown): void {
    const { logger } = this.tools;
    if (error instanceof RunLost) {
      logger.warn(`${number} was closed by another replica`);
      return;
    }
    logger.error(
      `${number} could not be ended here, and is closed when its lease is over: ${String(
        error,
      )}`,
    );
  }

  /** As long as something is played here. */
  async #keepLooking(): Promise<void> {
    const { clock, settings } = this.tools;
    this.#looking = new AbortController();
    const { signal } = this.#looking;
    const pause = () => clock.sleep(settings.lookMs, signal).catch(() => {});
    for (await pause(); !signal.aborted; await pause()) await this.#look();
  }

  /** Another replica may have been asked to stop what is played here, by its page or by the lever. */
  async #look(): Promise<void> {
    const { runs, journal } = this.tools;
    try {
      const stops = await runs.stopsOf(journal.knex, [...this.#atWork.keys()]);
      for (const [number, reason] of stops) this.stop(number, reason);
    } catch {
      // The lease says when that lasts too long.
    }
  }
}
