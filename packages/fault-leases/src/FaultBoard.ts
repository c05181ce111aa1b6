import { randomUUID } from 'node:crypto';
import { FaultKind, usualKinds, wrongArguments } from './FaultKind';
import { FaultProblem } from './FaultProblem';

export const LONGEST_LEASE_SECONDS = 15 * 60;
export const MOST_FAULTS = 20;

/** A fault that is switched on for a while. */
export interface Fault {
  id: string;
  kind: string;
  /** Of the requests that meet it, above 0 and at most 1. */
  share: number;
  /** What else its kind knows: `milliseconds` of a latency. */
  arguments: Record<string, unknown>;
  startsAt: string;
  /** It is off by itself from here on. */
  expiresAt: string;
}

/** How long one is asked for, and what it is. */
export interface Lease {
  /** Asked for again under the same id, it is the same fault. */
  id?: string;
  kind: string;
  share?: number;
  seconds: number;
  arguments?: Record<string, unknown>;
}

/** What a board reads the time from, and throws its dice with. */
export interface BoardOptions {
  /** Those that may be switched on beside `latency` and `error`. */
  kinds?: readonly FaultKind[];
  /** Milliseconds since 1970, for what is told. */
  clock?: () => number;
  /** Milliseconds since some moment, which nobody sets: leases are held by it. */
  steady?: () => number;
  /** From 0 to below 1. */
  random?: () => number;
}

interface Held {
  fault: Fault;
  until: number;
  timer?: ReturnType<typeof setTimeout>;
}

/**
 * The faults that are switched on in this instance. They live in memory only and each has an end: whatever becomes of
 * whoever switched one on, it is off in time, and after a restart.
 */
export class FaultBoard {
  readonly #held = new Map<string, Held>();
  readonly #kinds: Map<string, FaultKind>;
  readonly #clock: () => number;
  readonly #steady: () => number;
  readonly #random: () => number;

  constructor(options: BoardOptions = {}) {
    const kinds = options.kinds ?? [];
    this.#kinds = new Map(
      [...usualKinds, ...kinds].map(kind => [kind.name, kind]),
    );
    this.#clock = options.clock ?? Date.now;
    this.#steady = options.steady ?? (() => performance.now());
    this.#random = options.random ?? Math.random;
  }

  /** The names of all kinds. */
  get kinds(): string[] {
    return [...this.#kinds.keys()];
  }

  /** @throws FaultProblem where it cannot be switched on */
  lease(asked: Lease): { fault: Fault; isNew: boolean } {
    const { id = randomUUID(), kind: name, share = 1, seconds } = asked;
    const { arguments: given = {} } = asked;
    const kind = this.#kinds.get(name);
    if (!kind) {
      throw new FaultProblem(
        400,
        'InputError',
        `kind: must be one of ${this.kinds.join(', ')}`,
      );
    }
    const wrong = wrongArguments(kind, given);
    if (wrong.length > 0) {
      throw new FaultProblem(400, 'InputError', wrong.join('; '));
    }
    const on = this.active();
    const same = on.find(fault => fault.id === id);
    if (same) {
      if (same.kind === name) return { fault: same, isNew: false };
      throw new FaultProblem(
        409,
        'ConflictError',
        `id: is that of a fault ${same.kind} which is on`,
      );
    }
    if (on.length >= MOST_FAULTS) {
      throw new FaultProblem(
        409,
        'ConflictError',
        `${MOST_FAULTS} faults are on already: end one, or wait until one expires`,
      );
    }
    const fault = {
      ...{ id, kind: name, share, arguments: given },
      startsAt: new Date(this.#clock()).toISOString(),
      expiresAt: '',
    };
    const held: Held = { fault, until: 0 };
    this.#held.set(id, held);
    this.#extend(held, seconds);
    if (!on.some(other => other.kind === name)) kind.begin?.(fault);
    return { fault: { ...fault }, isNew: true };
  }

  /** Holds it so many seconds from now on. @returns undefined where it is not on any more */
  renew(id: string, seconds: number): Fault | undefined {
    this.active();
    const held = this.#held.get(id);
    if (!held) return undefined;
    this.#extend(held, seconds);
    return { ...held.fault };
  }

  /** @returns whether it was on */
  end(id: string): boolean {
    this.active();
    return this.#drop(id);
  }

  /** Ends all of a kind. @returns how many there were */
  endAll(kind: string): number {
    const those = this.active().filter(fault => fault.kind === kind);
    return those.filter(({ id }) => this.#drop(id)).length;
  }

  active(): Fault[] {
    const now = this.#steady();
    for (const [id, { until }] of [...this.#held]) {
      if (until <= now) this.#drop(id);
    }
    return [...this.#held.values()].map(({ fault }) => ({ ...fault }));
  }

  /** How many of each kind are on. */
  activeByKind(): Record<string, number> {
    const on = this.active();
    return Object.fromEntries(
      this.kinds.map(kind => [
        kind,
        on.filter(fault => fault.kind === kind).length,
      ]),
    );
  }

  /** Whether one of a kind is on. */
  isOn(kind: string): boolean {
    return this.active().some(fault => fault.kind === kind);
  }

  /** Those that one request meets, by its luck. */
  draw(): Fault[] {
    return this.active().filter(({ share }) => this.#random() < share);
  }

  /** What one request meets: how much longer it takes, and the status of an error where it gets one. */
  meet(usualDelay: number): { delay: number; status?: number } {
    const met = this.draw().map(fault => {
      const kind = this.#kinds.get(fault.kind);
      return {
        delay: kind?.delay?.(fault, usualDelay) ?? 0,
        status: kind?.status?.(fault),
      };
    });
    const delay = Math.max(0, ...met.map(each => each.delay));
    const status = met.find(each => each.status !== undefined)?.status;
    return { delay, ...(status !== undefined && { status }) };
  }

  #extend(held: Held, seconds: number): void {
    const ms = Math.min(seconds, LONGEST_LEASE_SECONDS) * 1000;
    held.until = this.#steady() + ms;
    held.fault.expiresAt = new Date(this.#clock() + ms).toISOString();
    clearTimeout(held.timer);
    // What begins with a fault ends with it, also where nobody asks any more.
    held.timer = setTimeout(() => this.active(), ms + 1);
    held.timer.unref?.();
  }

  #drop(id: string): boolean {
    const held = this.#held.get(id);
    if (!held) return false;
    clearTimeout(held.timer);
    this.#held.delete(id);
    const { kind } = held.fault;
    const others = [...this.#held.values()];
    if (!others.some(({ fault }) => fault.kind === kind)) {
      this.#kinds.get(kind)?.end?.();
    }
    return true;
  }
}
