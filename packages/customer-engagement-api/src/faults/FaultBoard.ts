import { randomUUID } from 'node:crypto';

export const faultKinds = ['latency', 'error'] as const;
export type FaultKind = (typeof faultKinds)[number];

export const LONGEST_LEASE_SECONDS = 15 * 60;
export const MOST_FAULTS = 20;

/** A fault that is switched on for a while. */
export interface Fault {
  id: string;
  kind: FaultKind;
  /** Of the requests that meet it, above 0 and at most 1. */
  share: number;
  startsAt: string;
  /** It is off by itself from here on. */
  expiresAt: string;
}

/**
 * The faults that are switched on in this instance. They live in memory only and each has an end: whatever becomes of
 * whoever switched one on, it is off in time, and after a restart.
 */
export class FaultBoard {
  readonly #faults = new Map<string, Fault>();

  constructor(
    private readonly clock: () => number = Date.now,
    private readonly random: () => number = Math.random,
  ) {}

  /** @returns undefined where as many are on as may be */
  lease(kind: FaultKind, share: number, seconds: number): Fault | undefined {
    const now = this.clock();
    if (this.active().length >= MOST_FAULTS) return undefined;
    const lease = Math.min(seconds, LONGEST_LEASE_SECONDS) * 1000;
    const fault = {
      id: randomUUID(),
      kind,
      share,
      startsAt: new Date(now).toISOString(),
      expiresAt: new Date(now + lease).toISOString(),
    };
    this.#faults.set(fault.id, fault);
    return fault;
  }

  /** @returns whether it was on */
  end(id: string): boolean {
    const on = this.active().some(fault => fault.id === id);
    this.#faults.delete(id);
    return on;
  }

  active(): Fault[] {
    const now = this.clock();
    for (const { id, expiresAt } of this.#faults.values()) {
      if (Date.parse(expiresAt) <= now) this.#faults.delete(id);
    }
    return [...this.#faults.values()];
  }

  activeByKind(): Record<FaultKind, number> {
    const count = (kind: FaultKind) =>
      this.active().filter(fault => fault.kind === kind).length;
    return { latency: count('latency'), error: count('error') };
  }

  /** The kinds that one request meets. */
  draw(): Set<FaultKind> {
    return new Set(
      this.active()
        .filter(({ share }) => this.random() < share)
        .map(({ kind }) => kind),
    );
  }
}
