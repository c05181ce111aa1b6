import { Knex } from 'knex';
import { Delivery, DeliveryStore } from '../database/DeliveryStore';

interface Waiting {
  delivery: Delivery;
  written(): void;
  failed(error: unknown): void;
}

/** So many are written by one statement at most. */
const MOST_AT_ONCE = 500;

/**
 * Writes deliveries that arrive at the same time with one commit: whoever waits for it knows that its delivery will not be
 * lost. While one commit is under way, those that arrive meanwhile gather for the next.
 */
export class DeliveryWriter {
  readonly #knex: Knex;
  readonly #store: DeliveryStore;
  readonly #onWritten: () => void;
  #waiting: Waiting[] = [];
  #isWriting = false;

  constructor(options: {
    knex: Knex;
    store: DeliveryStore;
    /** Called after each commit. */
    onWritten: () => void;
  }) {
    this.#knex = options.knex;
    this.#store = options.store;
    this.#onWritten = options.onWritten;
  }

  /** How many wait to be written. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Resolves when the delivery is durable; rejects when it is not recorded at all. */
  write(delivery: Delivery): Promise<void> {
    return new Promise((written, failed) => {
      this.#waiting.push({ delivery, written, failed });
      if (!this.#isWriting) void this.#drain();
    });
  }

  async #drain(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, MOST_AT_ONCE);
      try {
        await this.#store.add(
          this.#knex,
          batch.map(({ delivery }) => delivery),
        );
      } catch (error) {
        batch.forEach(({ failed }) => failed(error));
        continue;
      }
      batch.forEach(({ written }) => written());
      this.#onWritten();
    }
    this.#isWriting = false;
  }
}
