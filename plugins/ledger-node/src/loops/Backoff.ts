import { setTimeout as delay } from 'timers/promises';

/** Waits twice as long after each failure, up to a limit, and not at all once stopped. */
export class Backoff {
  readonly #firstMs: number;
  readonly #longestMs: number;
  readonly #stopped: AbortSignal;
  #nextMs: number;

  constructor(firstMs: number, longestMs: number, stopped: AbortSignal) {
    this.#firstMs = firstMs;
    this.#longestMs = longestMs;
    this.#stopped = stopped;
    this.#nextMs = firstMs;
  }

  /** How long the next wait will be. */
  get nextMs(): number {
    return this.#nextMs;
  }

  /** After a success: the next failure is a first one again. */
  reset() {
    this.#nextMs = this.#firstMs;
  }

  async pause() {
    const ms = this.#nextMs;
    this.#nextMs = Math.min(ms * 2, this.#longestMs);
    await delay(ms, undefined, { signal: this.#stopped, ref: false }).catch(
      () => undefined,
    );
  }
}
