import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { Knex } from 'knex';
import { OutboxMessage, OutboxStore } from '../database/OutboxStore';

/** Sends one message; resolves once whoever takes it has acknowledged it. */
export type Deliver = (message: OutboxMessage) => Promise<void>;

const LONGEST_DELAY_SECONDS = 300;

/**
 * Sends what committed transactions left in the outbox: at least once, and again with growing delays until it is
 * acknowledged. Any number of replicas may run it; each message is with one of them at a time.
 */
export class OutboxDispatcher {
  readonly #knex: Knex;
  readonly #store: OutboxStore;
  readonly #deliver: Deliver;
  readonly #logger: LoggerService;
  #running: Promise<void> | undefined;
  #again = false;

  constructor(options: {
    knex: Knex;
    store: OutboxStore;
    deliver: Deliver;
    logger: LoggerService;
  }) {
    this.#knex = options.knex;
    this.#store = options.store;
    this.#deliver = options.deliver;
    this.#logger = options.logger;
  }

  /** Says that something may be waiting. Returns at once; wakes that come while it works become one more round. */
  wake(): void {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.#drain()
      .catch(error => {
        this.#logger.warn(
          `The outbox could not be read and will be tried again: ${stringifyError(
            error,
          )}`,
        );
      })
      .finally(() => {
        this.#running = undefined;
        if (this.#again) {
          this.#again = false;
          this.wake();
        }
      });
  }

  /** Resolves when nothing that is due is left. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #drain(): Promise<void> {
    while (await this.#sendNext());
  }

  /**
   * One message a transaction: when the portal is killed or the database goes away here, what is sent a second time
   * later is at most the one message that was on its way.
   *
   * @returns whether there was anything to send
   */
  async #sendNext(): Promise<boolean> {
    return this.#knex.transaction(async trx => {
      const next = await this.#store.lockNextDue(trx);
      if (!next) return false;
      const { id, attempts, message } = next;
      try {
        await this.#deliver(message);
      } catch (error) {
        this.#logger.warn(
          `A ${message.kind} of the outbox was not taken (attempt ${
            attempts + 1
          }): ${stringifyError(error)}`,
        );
        await this.#store.postpone(
          trx,
          id,
          stringifyError(error),
          Math.min(2 ** attempts, LONGEST_DELAY_SECONDS),
        );
        return true;
      }
      await this.#store.acknowledge(trx, id);
      return true;
    });
  }
}
