import { Activity } from '../experiment/schemas';
import { TolerantProbe } from '../experiment/model';
import { substitute, Variables } from '../experiment/variables';
import { compare, Comparison, Tolerance } from '../tolerance';
import { FaultKeeper } from './FaultKeeper';
import { ActivityRun, SteadyState } from './journal';
import { ActivityFailed, ActivityProviders, RunClock } from './ports';

/** Runs single activities, and says whether what they answer is tolerated. */
export class Probes {
  constructor(
    private readonly options: {
      variables: Variables;
      clock: RunClock;
      providers: ActivityProviders;
    },
    private readonly keeper: FaultKeeper,
  ) {}

  /** Runs one activity with its pauses. It never throws: what went wrong is in what it answers. */
  async run(activity: Activity, signal: AbortSignal): Promise<ActivityRun> {
    const { clock } = this.options;
    const { before, after } = this.#filled(activity.pauses ?? {});
    let start = clock.now();
    let output: unknown = null;
    let exception: string[] | undefined;
    try {
      await this.#pause(before, signal);
      start = clock.now();
      output = await this.#output(activity, signal);
    } catch (error) {
      // Whatever waits says only that it was broken off; the signal says why.
      const why = signal.aborted ? signal.reason : error;
      exception = [why instanceof Error ? why.message : String(why)];
    }
    const end = clock.now();
    if (!exception) await this.#pause(after, signal).catch(() => {});
    return {
      activity,
      output,
      start: new Date(start).toISOString(),
      status: exception ? 'failed' : 'succeeded',
      end: new Date(end).toISOString(),
      duration: (end - start) / 1000,
      ...(exception && { exception }),
    };
  }

  /** Every probe, also after one that failed: whoever reads it sees all that is wrong. */
  async look(
    probes: readonly TolerantProbe[],
    signal: AbortSignal,
  ): Promise<SteadyState> {
    const runs: ActivityRun[] = [];
    for (const probe of probes) runs.push(await this.#tolerated(probe, signal));
    return {
      steady_state_met: runs.every(run => run.tolerance_met),
      probes: runs,
    };
  }

  /** Why one of them is not tolerated; undefined where all are. */
  async unmet(
    probes: readonly TolerantProbe[],
    signal: AbortSignal,
  ): Promise<string | undefined> {
    for (const probe of probes) {
      const { tolerance_met, comparison, exception } = await this.#tolerated(
        probe,
        signal,
      );
      if (tolerance_met) continue;
      const why = comparison
        ? `${comparison.what} is ${JSON.stringify(
            comparison.compared,
          )}, and has to be ${comparison.expected}`
        : exception?.at(0);
      return `${probe.activity.name}: ${why}`;
    }
    return undefined;
  }

  async #tolerated(
    { activity, tolerance }: TolerantProbe,
    signal: AbortSignal,
  ): Promise<ActivityRun> {
    const run = await this.run(activity, signal);
    if (run.status === 'failed') return { ...run, tolerance_met: false };
    try {
      const comparison = await this.#compare(tolerance, run.output, signal);
      return { ...run, tolerance_met: comparison.met, comparison };
    } catch (error) {
      return { ...run, tolerance_met: false, exception: [String(error)] };
    }
  }

  async #compare(
    tolerance: Tolerance,
    output: unknown,
    signal: AbortSignal,
  ): Promise<Comparison> {
    if (tolerance.kind !== 'probe') {
      return compare(this.#filled(tolerance), output);
    }
    const { activity } = tolerance;
    const { provider } = activity;
    const given = (provider as { arguments?: unknown }).arguments;
    const asked = await this.run(
      {
        ...activity,
        provider: {
          ...provider,
          arguments: { ...(isObject(given) && given), value: output },
        } as Activity['provider'],
      },
      signal,
    );
    return {
      met: asked.status === 'succeeded' && Boolean(asked.output),
      what: 'output',
      compared: asked.output,
      expected: `accepted by ${activity.name}`,
    };
  }

  async #output(activity: Activity, signal: AbortSignal): Promise<unknown> {
    const { providers } = this.options;
    const provider = this.#filled(activity.provider);
    switch (provider.type) {
      case 'http':
        return providers.http(provider, signal);
      case 'process':
        if (!providers.process) throw new ActivityFailed('Processes are off.');
        return providers.process(provider, signal);
      case 'fault':
        return this.keeper.hold(provider, signal);
      default:
        throw new ActivityFailed('Python is never executed.');
    }
  }

  async #pause(seconds: unknown, signal: AbortSignal): Promise<void> {
    const ms = Number(seconds ?? 0) * 1000;
    if (ms > 0) await this.options.clock.sleep(ms, signal);
  }

  #filled<T>(data: T): T {
    return substitute(data, this.options.variables);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
