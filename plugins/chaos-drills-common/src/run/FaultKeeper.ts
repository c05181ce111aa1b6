import { FaultProvider, LONGEST_LEASE_SECONDS } from '../experiment/schemas';
import { FaultChange } from './events';
import { FaultRun } from './journal';
import { ActivityFailed, FaultControl, FaultRequest, RunClock } from './ports';

/** A target that does not answer is waited for no longer. */
const ANSWER_MS = 10_000;
/** Unless told, a fault outlives us by so much at most. Seconds. */
const USUAL_LEASE = 30;

/** Holds the faults of a run: each by a lease that its target keeps, renewed only while the drill goes on. */
export class FaultKeeper {
  readonly faults: FaultRun[] = [];

  constructor(
    private readonly options: {
      clock: RunClock;
      controls: ReadonlyMap<string, FaultControl>;
      nextId: () => string;
      /** Told of each change, and waited for. */
      tell: (change: FaultChange, fault: FaultRun) => Promise<void>;
    },
  ) {}

  /**
   * Injects a fault, renews its lease until its time is over or the signal says so, and ends it.
   *
   * @throws ActivityFailed where it could not be injected, or was lost
   */
  async hold(provider: FaultProvider, signal: AbortSignal): Promise<FaultRun> {
    const { clock, nextId } = this.options;
    const control = this.#control(provider.with);
    const seconds = Number(provider.seconds);
    const lease =
      control.canRenew === false
        ? seconds
        : Math.min(Number(provider.lease ?? USUAL_LEASE), seconds);
    if (!(seconds >= 1) || !(lease >= 1)) {
      throw new ActivityFailed(
        'seconds and lease of a fault must be numbers of 1 or more',
      );
    }
    if (lease > LONGEST_LEASE_SECONDS) {
      throw new ActivityFailed(
        `a fault may outlive us by ${LONGEST_LEASE_SECONDS} s at most, and this one would by ${lease} s`,
      );
    }
    const { target, fault: kind, arguments: given, token } = provider;
    const asked = { id: nextId(), target, fault: kind, arguments: given };
    const request = { ...asked, ...(token !== undefined && { token }) };
    const fault: FaultRun = {
      ...asked,
      leaseSeconds: lease,
      intendedAt: iso(clock.now()),
      renewals: 0,
    };
    this.faults.push(fault);
    signal.throwIfAborted();
    await this.#tell('intended', fault);
    const until = clock.now() + seconds * 1000;
    await this.#inject(control, request, fault);
    try {
      await this.#tell('injected', fault);
      await this.#keep(control, request, fault, until, signal);
    } finally {
      await this.#end(control, request, fault);
    }
    return fault;
  }

  #control(name: string): FaultControl {
    const control = this.options.controls.get(name);
    if (control) return control;
    throw new ActivityFailed(
      `there is no fault provider ${name} here; there is ${
        [...this.options.controls.keys()].join(', ') || 'none'
      }`,
    );
  }

  async #inject(
    control: FaultControl,
    request: FaultRequest,
    fault: FaultRun,
  ): Promise<void> {
    try {
      const held = await this.#answered(signal =>
        control.inject(request, fault.leaseSeconds, signal),
      );
      fault.injectedAt = iso(this.options.clock.now());
      if (held.clockAhead !== undefined) {
        fault.clockAheadSeconds = Math.round(held.clockAhead / 1000);
      }
    } catch (error) {
      fault.problem = `${fault.target} did not take the fault: ${reason(
        error,
      )}`;
      // It may have taken it, and only its answer was lost.
      await this.#end(control, request, fault, 'refused');
      throw new ActivityFailed(fault.problem);
    }
  }

  async #keep(
    control: FaultControl,
    request: FaultRequest,
    fault: FaultRun,
    until: number,
    signal: AbortSignal,
  ): Promise<void> {
    const { clock } = this.options;
    let leaseEnds = clock.now() + fault.leaseSeconds * 1000;
    for (;;) {
      const now = clock.now();
      if (now >= until) return;
      const pause = Math.min((fault.leaseSeconds * 1000) / 3, until - now);
      await clock.sleep(pause, signal);
      const left = until - clock.now();
      // Its lease lasts until the fault is over.
      if (left <= 0 || leaseEnds >= until) continue;
      const seconds = Math.min(fault.leaseSeconds, Math.ceil(left / 1000));
      const asked = clock.now();
      try {
        const held = await this.#answered(answer =>
          control.renew(request, seconds, answer),
        );
        if (!held) {
          if (clock.now() >= leaseEnds) {
            throw new ActivityFailed('it is not there any more');
          }
          fault.endedElsewhere = true;
          return;
        }
      } catch (error) {
        if (clock.now() < leaseEnds) continue;
        fault.problem = `the lease could not be renewed, and the fault ended by it: ${reason(
          error,
        )}`;
        await this.#tell('lost', fault);
        throw new ActivityFailed(fault.problem);
      }
      leaseEnds = asked + seconds * 1000;
      fault.renewals++;
      await this.#tell('renewed', fault);
    }
  }

  async #end(
    control: FaultControl,
    request: FaultRequest,
    fault: FaultRun,
    change: 'ended' | 'refused' = 'ended',
  ): Promise<void> {
    const { clock } = this.options;
    try {
      await this.#answered(signal => control.end(request, signal));
      fault.endedAt = iso(clock.now());
    } catch (error) {
      fault.endsBy = iso(clock.now() + fault.leaseSeconds * 1000);
      fault.problem ??= `${
        fault.target
      } did not hear that the fault is over: ${reason(error)}`;
    }
    await this.#tell(change, fault);
  }

  /** A request has a time of its own: what stops the run must not stop the end of a fault. */
  async #answered<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const late = new AbortController();
    const over = new AbortController();
    const timer = this.options.clock.sleep(ANSWER_MS, over.signal).then(() => {
      const problem = new ActivityFailed(
        `no answer within ${ANSWER_MS / 1000} s`,
      );
      late.abort(problem);
      throw problem;
    });
    try {
      return await Promise.race([ask(late.signal), timer]);
    } finally {
      over.abort();
      timer.catch(() => {});
    }
  }

  async #tell(change: FaultChange, fault: FaultRun): Promise<void> {
    await this.options.tell(change, { ...fault });
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
