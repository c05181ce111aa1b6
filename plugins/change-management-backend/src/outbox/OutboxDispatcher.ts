import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { Knex } from 'knex';
import {
  messageOf,
  OutboxMessage,
  OutboxRow,
  OutboxStore,
} from '../database/OutboxStore';

/** Sends one message; resolves once whoever takes it has acknowledged it. */
export type Deliver = (message: OutboxMessage) => Promise<void>;

const LONGEST_DELAY_SECONDS = 300;

/** With the delays between them about a day: longer than anybody's outage should last. */
const MOST_ATTEMPTS = 300;

/** Whoever has not answered by then may have taken the message, and gets it again. */
const TIMEOUT_MS = 60_000;

/**
 * Sends what committed transactions left in the outbox: at least once, and again with growing delays until it is
 * acknowledged. Any number of replicas may run it; each message is with one of them at a time.
 *
 * No message holds up those behind it: one that is not taken waits for its next attempt, and one that never will be is
 * parked with the reason.
 */
export class OutboxDispatcher {
  readonly #knex: Knex;
  readonly #store: OutboxStore;
  readonly #deliver: Deliver;
  readonly #logger: LoggerService;
  readonly #mostAttempts: number;
  readonly #timeoutMs: number;
  #running: Promise<void> | undefined;
  #again = false;

  constructor(options: {
    knex: Knex;
    store: OutboxStore;
    deliver: Deliver;
    logger: LoggerService;
    mostAttempts?: number;
    timeoutMs?: number;
  }) {
    this.#knex = options.knex;
    this.#store = options.store;
    this.#deliver = options.deliver;
    this.#logger = options.logger;
    this.#mostAttempts = options.mostAttempts ?? MOST_ATTEMPTS;
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
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
      let message: OutboxMessage;
      try {
        message = messageOf(next);
      } catch (error) {
        await this.#park(
          trx,
          next,
          `it is malformed: ${stringifyError(error)}`,
        );
        return true;
      }
      try {
        await this.#inTime(this.#deliver(message));
      } catch (error) {
        await this.#notTaken(trx, next, stringifyError(error));
        return true;
      }
      await this.#store.acknowledge(trx, next.id);
      return true;
    });
  }

  async #inTime(delivery: Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`no answer within ${this.#timeoutMs} ms`)),
        this.#timeoutMs,
      );
    });
    try {
      await Promise.race([delivery, tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }

  async #notTaken(
    trx: Knex.Transaction,
    row: OutboxRow,
    reason: string,
  ): Promise<void> {
    const { id, kind, attempts } = row;
    if (attempts + 1 >= this.#mostAttempts) {
      await this.#park(trx, row, reason);
      return;
    }
    this.#logger.warn(
      `A ${kind} of the outbox was not taken (attempt ${
        attempts + 1
      }): ${reason}`,
    );
    await this.#store.postpone(
      trx,
      id,
      reason,
      Math.min(2 ** attempts, LONGEST_DELAY_SECONDS),
    );
  }

  async #park(
    trx: Knex.Transaction,
    { id, kind, attempts }: OutboxRow,
    reason: string,
  ): Promise<void> {
    this.#logger.error(
      `The ${kind} ${id} of the outbox is parked after ${
        attempts + 1
      } attempts: ${reason}`,
    );
    await this.#store.park(trx, id, reason);
  }
}
