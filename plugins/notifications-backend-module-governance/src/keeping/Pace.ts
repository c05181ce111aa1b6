import { setTimeout as wait } from 'timers/promises';

/** Lets so many begin within an interval, and the others a little later. */
export class Pace {
  readonly #most: number;
  readonly #withinMs: number;
  readonly #begun: number[] = [];

  constructor({ most, withinMs }: { most: number; withinMs: number }) {
    this.#most = Math.max(1, most);
    this.#withinMs = withinMs;
  }

  async turn(): Promise<void> {
    const now = Date.now();
    const earliest =
      this.#begun.length < this.#most
        ? now
        : Math.max(now, this.#begun.shift()! + this.#withinMs);
    this.#begun.push(earliest);
    if (earliest > now) await wait(earliest - now);
  }
}
