import { ServiceUnavailableError } from '@backstage/errors';

/** More than these would wait longer than anybody does. */
const MOST_WAITING = 20;

/** Does so many things at once, the others in the order in which they came. */
export class Queue {
  readonly #waiting: (() => void)[] = [];
  #atWork = 0;

  constructor(private readonly atOnce: number) {}

  /** @throws ServiceUnavailableError where too many wait already */
  async next<T>(work: () => Promise<T>): Promise<T> {
    if (this.#atWork < this.atOnce) {
      this.#atWork += 1;
    } else {
      if (this.#waiting.length >= MOST_WAITING) {
        throw new ServiceUnavailableError(
          `${MOST_WAITING} other questions wait to be answered. Try again in a moment.`,
        );
      }
      await new Promise<void>(resolve => this.#waiting.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#atWork -= 1;
    }
  }
}
