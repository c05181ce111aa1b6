import { randomUUID } from 'crypto';
import {
  Experiment,
  FaultControl,
  FaultRun,
  interruptedJournal,
  Journal,
  openFaultsIn,
  RunEvent,
  runExperiment,
  RunStop,
  SteadyState,
  substitute,
} from '@countersign/plugin-chaos-drills-common';
import { Pulse } from '@countersign/plugin-governance-node';
import { AbandonedRun, RunLost } from '../database/RunStore';
import { Playable } from '../experiments/ExperimentLibrary';
import { endDrill } from './endDrill';
import { RunLease } from './RunLease';
import { node, platform, playedWith, RunTools } from './RunTools';
import { storable } from './storable';

const ANSWER_MS = 10_000;
const LOOK_AGAIN_MS = 5_000;

/**
 * Closes drills whose player was killed: ends every fault that may still be there, rolls back where the method had begun, and
 * writes the journal from what was kept. The method is never taken up again.
 */
export class RunCloser {
  readonly #pulse: Pulse;
  readonly #leaving = new AbortController();

  constructor(
    private readonly tools: RunTools,
    private readonly holder: string,
  ) {
    this.#pulse = new Pulse({
      work: () => this.closeAll(),
      failure: 'Interrupted drills could not be closed',
      logger: tools.logger,
    });
  }

  start(): void {
    this.#pulse.start();
  }

  /** Leaves what is not closed yet to the next life or to another replica. */
  async stop(): Promise<void> {
    this.#leaving.abort(
      new RunStop('interrupted', 'The portal was told to end.'),
    );
    await this.#pulse.stop();
  }

  /** Closes what is abandoned now, once: for whoever sets the clock. */
  async closeAll(): Promise<void> {
    const { runs, journal, settings, logger } = this.tools;
    while (!this.#pulse.stopping) {
      const run = await runs.takeAbandoned(
        journal.knex,
        this.holder,
        settings.leaseMs,
      );
      if (!run) return;
      logger.warn(`${run.number} is closed: whoever played it is gone`);
      try {
        await this.#close(run);
      } catch (error) {
        if (!(error instanceof RunLost)) throw error;
      }
    }
  }

  async #close({ number, startedAt }: AbandonedRun): Promise<void> {
    const { tools, holder } = this;
    const { journal, runs, settings } = tools;
    const { knex } = journal;
    const held = { number, holder };
    const lost = new AbortController();
    const lease = new RunLease({
      ...{ knex, runs, held },
      leaseMs: settings.leaseMs,
      onLost: error => lost.abort(error),
    });
    try {
      const events = await this.#events(number);
      const { playable, source, problem } = await this.#experimentOf(number);
      const ended = await this.#endFaults(openFaultsIn(events), playable);
      lost.signal.throwIfAborted();
      const hadBegun = events.some(
        event => event.type === 'phase' && event.phase === 'method',
      );
      const rollbacks =
        playable && hadBegun ? await this.#rollBack(held, playable) : [];
      const recovered =
        playable && hadBegun
          ? await this.#recovered(playable, lost.signal)
          : undefined;
      lost.signal.throwIfAborted();
      if (this.#leaving.signal.aborted) throw new RunLost(number);
      const reason = `Whoever played it was gone.${
        problem && hadBegun ? ` Nothing was rolled back: ${problem}` : ''
      }`;
      await endDrill(
        tools,
        held,
        interruptedJournal(
          events,
          { experiment: source, start: startedAt, platform, node },
          {
            ...{ reason, rollbacks, ended, recovered },
            at: this.#at(),
          },
        ),
      );
    } finally {
      lease.end();
    }
  }

  async #events(number: string): Promise<RunEvent[]> {
    const { runs, journal } = this.tools;
    const all: RunEvent[] = [];
    for (let after = 0; ; ) {
      const some = await runs.events(journal.knex, number, { after });
      if (some.length === 0) return all;
      all.push(...some.map(({ event }) => event));
      after = some[some.length - 1].seq;
    }
  }

  /** As it was kept when the drill was planned; its file may be another one by now. */
  async #experimentOf(number: string): Promise<{
    playable?: Playable;
    source: Record<string, unknown>;
    problem?: string;
  }> {
    const { journal, drills, experiments, library } = this.tools;
    const [stored] = await drills.find(journal.knex, [number]);
    const kept = await experiments.get(journal.knex, stored.facts.experiment);
    try {
      const playable = library.playable({
        file: kept.file,
        text: kept.content,
      });
      return { playable, source: playable.experiment.source };
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      return { source: { title: stored.facts.title }, problem };
    }
  }

  async #endFaults(
    open: readonly FaultRun[],
    playable: Playable | undefined,
  ): Promise<Map<string, { at: string } | { endsBy: string }>> {
    const { faults, clock, fetch } = this.tools;
    const controls: ReadonlyMap<string, FaultControl> = playable
      ? faults.controls(playable.hosts, { fetch, now: clock.now })
      : new Map();
    const ends = await Promise.all(
      open.map(
        async (
          fault,
        ): Promise<[string, { at: string } | { endsBy: string }]> => {
          const how = playable && providerOf(fault, playable);
          const control = how && controls.get(how.name);
          try {
            if (!control) throw new Error('Nobody can end it');
            const { id, target, fault: kind, arguments: given } = fault;
            await control.end(
              { id, target, fault: kind, arguments: given, ...how.token },
              AbortSignal.timeout(ANSWER_MS),
            );
            return [fault.id, { at: this.#at() }];
          } catch {
            // Nobody renews it: it ends by its lease.
            const endsBy = this.#at(fault.leaseSeconds * 1000);
            return [fault.id, { endsBy }];
          }
        },
      ),
    );
    return new Map(ends);
  }

  async #rollBack(
    held: { number: string; holder: string },
    playable: Playable,
  ): Promise<Journal['rollbacks']> {
    const { runs, journal } = this.tools;
    const played = await this.#part(
      playable,
      {
        steadyState: undefined,
        method: [],
        stopWhenNot: [],
      },
      async event => {
        // The journal takes them from here; what was kept shows that they were done.
        if (event.type === 'activity') {
          await runs.keep(journal.knex, held, storable(event));
        }
      },
    );
    return played.rollbacks;
  }

  /** Whether the steady state holds again, looked at as long as it may take. */
  async #recovered(
    playable: Playable,
    lost: AbortSignal,
  ): Promise<SteadyState | undefined> {
    if (!playable.experiment.steadyState) return undefined;
    const { clock, settings } = this.tools;
    const until = clock.now() + settings.recoveryMs;
    const over = AbortSignal.any([lost, this.#leaving.signal]);
    for (;;) {
      const { steady_states: states } = await this.#part(playable, {
        method: [],
        rollbacks: [],
        stopWhenNot: [],
      });
      const state = states.before ?? undefined;
      const left = until - clock.now();
      if (state?.steady_state_met || left <= 0) return state;
      await clock.sleep(Math.min(LOOK_AGAIN_MS, left), over);
    }
  }

  /** Now, or so much later. */
  #at(later = 0): string {
    return new Date(this.tools.clock.now() + later).toISOString();
  }

  #part(
    playable: Playable,
    part: Partial<Experiment>,
    onEvent?: (event: RunEvent) => Promise<void>,
  ): Promise<Journal> {
    return runExperiment(
      { ...playable.experiment, ...part },
      {
        ...playedWith(playable, this.tools),
        recovery: 0,
        nextId: randomUUID,
        stop: new AbortController().signal,
        onEvent,
      },
    );
  }
}

/** By which provider a fault was injected, and with which token: neither is kept with it. */
function providerOf(
  { fault, target }: FaultRun,
  { experiment, variables }: Playable,
): { name: string; token: { token?: string } } | undefined {
  for (const { provider } of experiment.method) {
    if (provider.type !== 'fault') continue;
    const filled = substitute(provider, variables);
    if (filled.fault === fault && filled.target === target) {
      const { token } = filled;
      return {
        name: filled.with,
        token: token === undefined ? {} : { token },
      };
    }
  }
  return undefined;
}
