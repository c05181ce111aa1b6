import { ServiceUnavailableError } from '@backstage/errors';

/** Gives back a turn. */
export type Release = () => void;

/** Lets so many do something at once, and so many more wait for it, in the order they came. */
export class Turns {
  readonly #atOnce: number;
  readonly #mayWait: number;
  readonly #words: string;
  readonly #waiting: Array<{ proceed(): void }> = [];
  #taken = 0;

  constructor(options: {
    atOnce: number;
    mayWait: number;
    /** What waits, for whoever is sent away: "other searches wait". */
    words?: string;
  }) {
    this.#atOnce = options.atOnce;
    this.#mayWait = options.mayWait;
    this.#words = options.words ?? 'other large bodies wait to be read';
  }

  /**
   * Waits for a turn.
   *
   * @param signal - Whoever waits goes away when it is aborted.
   * @throws ServiceUnavailableError when too many wait already
   */
  async take(signal: AbortSignal): Promise<Release> {
    signal.throwIfAborted();
    if (this.#taken < this.#atOnce) {
      this.#taken += 1;
    } else {
      await this.#wait(signal);
    }
    let held = true;
    return () => {
      if (held) {
        held = false;
        this.#passOn();
      }
    };
  }

  /** Resolves with a turn that another one passed on. */
  async #wait(signal: AbortSignal): Promise<void> {
    if (this.#waiting.length >= this.#mayWait) {
      throw new ServiceUnavailableError(
        `${this.#mayWait} ${this.#words}. Try again in a moment.`,
      );
    }
    await new Promise<void>((resolve, reject) => {
      const waiting = {
        proceed() {
          signal.removeEventListener('abort', waiting.goAway);
          resolve();
        },
        goAway: () => {
          this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
          reject(signal.reason);
        },
      };
      signal.addEventListener('abort', waiting.goAway, { once: true });
      this.#waiting.push(waiting);
    });
  }

  #passOn() {
    const next = this.#waiting.shift();
    if (next) {
      next.proceed();
    } else {
      this.#taken -= 1;
    }
  }
}
