import { Experiment } from '../experiment/model';
import { redacted, Variables } from '../experiment/variables';
import { FaultChange, RunEvent, RunPhase } from './events';
import { FaultKeeper } from './FaultKeeper';
import { ActivityRun, FaultRun, Journal, SteadyState } from './journal';
import { outcomeOf } from './outcome';
import { ActivityProviders, FaultControl, RunClock, RunStop } from './ports';
import { Probes } from './Probes';

/** What a run needs from whoever runs it. */
export interface RunOptions {
  variables: Variables;
  clock: RunClock;
  providers: ActivityProviders;
  /** By the name that an experiment gives: `http` and those of modules. */
  faults: ReadonlyMap<string, FaultControl>;
  /** Makes the ids of faults: random, so that no two runs share one. */
  nextId: () => string;
  /** Its reason is a {@link RunStop}. */
  stop: AbortSignal;
  /** Kept before the run goes on. */
  onEvent?: (event: RunEvent) => Promise<void> | void;
  /** Asked while the method runs: a reason to stop, such as an error budget that is spent. */
  watch?: () => Promise<string | undefined>;
  /** Milliseconds between two looks. */
  watchEvery?: number;
  /** So long the system has to recover. Milliseconds. */
  recovery?: number;
  platform?: string;
  node?: string;
}

const WATCH_MS = 5_000;
const RECOVERY_MS = 120_000;
const LOOK_AGAIN_MS = 5_000;
const unstoppable = new AbortController().signal;

class ExperimentRun {
  readonly #started: number;
  readonly #probes: Probes;
  readonly #keeper: FaultKeeper;
  /** Ends what the method is doing: by the caller, a condition, a fault that fails, or the time that all may take. */
  readonly #halt = new AbortController();
  #before: SteadyState | null = null;
  #after: SteadyState | null = null;
  #recovered: (SteadyState & { at: string }) | undefined;
  readonly #runs: ActivityRun[] = [];
  readonly #rollbacks: ActivityRun[] = [];
  #failure: string | undefined;
  /** From here on there is nothing left to stop. */
  #isEnding = false;

  constructor(
    private readonly experiment: Experiment,
    private readonly options: RunOptions,
  ) {
    this.#started = options.clock.now();
    const { clock, faults: controls, nextId } = options;
    this.#keeper = new FaultKeeper({
      ...{ clock, controls, nextId },
      tell: (change, fault) => this.#tellFault(change, fault),
    });
    this.#probes = new Probes(options, this.#keeper);
  }

  async run(): Promise<Journal> {
    const { stop } = this.options;
    const halted = () => this.#stopBy(stop.reason);
    if (stop.aborted) halted();
    else stop.addEventListener('abort', halted, { once: true });
    await this.#play();
    stop.removeEventListener('abort', halted);
    return this.#journal();
  }

  async #play(): Promise<void> {
    const { signal } = this.#halt;
    this.#before = await this.#look('steady-state-before', signal);
    if (signal.aborted) return;
    if (this.#before && !this.#before.steady_state_met) {
      this.#failure ??=
        'The steady state did not hold before the drill, so nothing was done.';
      return;
    }
    const overtime = this.#limitTime();
    const watching = this.#watch();
    await this.#method();
    if (!signal.aborted) {
      this.#after = await this.#look('steady-state-after', signal);
    }
    overtime.abort();
    watching.abort();
    this.#isEnding = true;
    await this.#rollBack();
    await this.#recover();
  }

  async #method(): Promise<void> {
    await this.#phase('method');
    const { signal } = this.#halt;
    const background: Promise<void>[] = [];
    for (const activity of this.experiment.method) {
      if (signal.aborted) break;
      const done = this.#act('method', activity, this.#runs, signal);
      if (activity.background) background.push(done);
      else await done;
    }
    await Promise.all(background);
  }

  /** All of them are tried, whatever becomes of one, and nothing stops them. */
  async #rollBack(): Promise<void> {
    await this.#phase('rollbacks');
    for (const activity of this.experiment.rollbacks) {
      await this.#act('rollbacks', activity, this.#rollbacks, unstoppable);
    }
  }

  async #recover(): Promise<void> {
    const { clock, recovery = RECOVERY_MS } = this.options;
    const until = clock.now() + recovery;
    for (;;) {
      const state = await this.#look('recovery', unstoppable);
      if (!state) return;
      this.#recovered = { ...state, at: iso(clock.now()) };
      const left = until - clock.now();
      if (state.steady_state_met || left <= 0) return;
      await clock.sleep(Math.min(LOOK_AGAIN_MS, left), unstoppable);
    }
  }

  async #act(
    phase: RunPhase,
    activity: Experiment['method'][number],
    runs: ActivityRun[],
    signal: AbortSignal,
  ): Promise<void> {
    const at = iso(this.options.clock.now());
    await this.#tell({ type: 'step', phase, name: activity.name, at });
    const run = await this.#probes.run(activity, signal);
    runs.push(run);
    await this.#tell({ type: 'activity', phase, run });
    const isFault = activity.provider.type === 'fault';
    // Without its fault a drill shows nothing.
    if (isFault && run.status === 'failed' && !signal.aborted) {
      this.#fail(run.exception?.at(0) ?? 'A fault failed.');
    }
  }

  async #look(
    phase: RunPhase,
    signal: AbortSignal,
  ): Promise<SteadyState | null> {
    const { steadyState } = this.experiment;
    if (!steadyState || steadyState.probes.length === 0) return null;
    await this.#phase(phase);
    const state = await this.#probes.look(steadyState.probes, signal);
    await this.#tell({ type: 'steady-state', phase, state });
    return state;
  }

  #limitTime(): AbortController {
    const over = new AbortController();
    const { clock } = this.options;
    const longest = this.experiment.drill?.longest ?? 3600;
    const left = this.#started + longest * 1000 - clock.now();
    clock.sleep(Math.max(left, 0), over.signal).then(
      () =>
        this.#stopBy(
          new RunStop('stopped', `It took longer than ${longest} s.`),
        ),
      () => {},
    );
    return over;
  }

  /** Looks at what must hold while the method runs. */
  #watch(): AbortController {
    const over = new AbortController();
    const { clock, watchEvery = WATCH_MS, watch } = this.options;
    const { stopWhenNot } = this.experiment;
    const loop = async () => {
      for (;;) {
        const reason =
          (await watch?.()) ??
          (await this.#probes.unmet(stopWhenNot, over.signal));
        if (over.signal.aborted) return;
        if (reason !== undefined) {
          this.#stopBy(new RunStop('stopped', reason));
          return;
        }
        await clock.sleep(watchEvery, over.signal);
      }
    };
    if (watch || stopWhenNot.length > 0) {
      loop().catch(error => {
        if (over.signal.aborted) return;
        // Blind, it does not go on.
        this.#stopBy(
          new RunStop(
            'stopped',
            `What must hold could not be looked at: ${String(error)}`,
          ),
        );
      });
    }
    return over;
  }

  #stopBy(reason: unknown): void {
    if (this.#halt.signal.aborted || this.#isEnding) return;
    const stop =
      reason instanceof RunStop
        ? reason
        : new RunStop('interrupted', String(reason));
    this.#halt.abort(stop);
    const at = iso(this.options.clock.now());
    // Nothing waits for it: a stop is not held up by whoever keeps the events.
    this.#tell({ type: 'stopping', reason: stop.message, at });
  }

  async #phase(phase: RunPhase): Promise<void> {
    const at = iso(this.options.clock.now());
    await this.#tell({ type: 'phase', phase, at });
  }

  /** A fault that nobody would know of is not injected; all else is told as far as it can be. */
  async #tellFault(change: FaultChange, fault: FaultRun): Promise<void> {
    const event: RunEvent = { type: 'fault', change, fault };
    if (change === 'intended') await this.#keep(event);
    else await this.#tell(event);
  }

  /** Where events cannot be kept the run ends, and still ends its faults and rolls back. */
  async #tell(event: RunEvent): Promise<void> {
    try {
      await this.#keep(event);
    } catch (error) {
      this.#fail(`What happened could not be kept: ${String(error)}`);
    }
  }

  async #keep(event: RunEvent): Promise<void> {
    const { onEvent, variables } = this.options;
    await onEvent?.(redacted(event, variables));
  }

  #fail(reason: string): void {
    this.#failure ??= reason;
    this.#halt.abort(new RunStop('stopped', reason));
  }

  #journal(): Journal {
    const { clock, variables, platform = '', node = '' } = this.options;
    const ended = clock.now();
    const { reason } = this.#halt.signal;
    const stop =
      this.#failure === undefined && reason instanceof RunStop
        ? reason
        : undefined;
    const deviated = this.#after?.steady_state_met === false;
    const played = {
      stop,
      failure: this.#failure,
      deviated,
      before: this.#before,
      runs: this.#runs,
      rollbacks: this.#rollbacks,
      faults: this.#keeper.faults,
      recovered: this.#recovered,
    };
    const { outcome, status, reasons } = outcomeOf(played);
    const journal: Journal = {
      ...{ platform, node, status, deviated },
      experiment: this.experiment.source,
      start: iso(this.#started),
      end: iso(ended),
      duration: (ended - this.#started) / 1000,
      steady_states: { before: this.#before, after: this.#after, during: [] },
      run: this.#runs,
      rollbacks: this.#rollbacks,
      extensions: [
        {
          name: 'countersign',
          ...{ outcome, reasons },
          faults: this.#keeper.faults,
          ...(this.#recovered && { recovered: this.#recovered }),
        },
      ],
    };
    return redacted(journal, variables);
  }
}

/**
 * Runs an experiment: the steady state, the method, the steady state again, rollbacks, and whether all recovered. Once the
 * method began rollbacks are always done, however it ends; where the steady state does not hold before it, nothing is done.
 */
export function runExperiment(
  experiment: Experiment,
  options: RunOptions,
): Promise<Journal> {
  return new ExperimentRun(experiment, options).run();
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
