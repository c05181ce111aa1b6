import { randomUUID } from 'crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { WakeLoop } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import {
  Lease,
  messageOf,
  OutboxMessage,
  OutboxRow,
  OutboxStore,
} from './OutboxStore';
import { RefusedForGood } from './RefusedForGood';

/**
 * Sends one message; resolves once whoever takes it has acknowledged it. One that throws {@link RefusedForGood} is not
 * asked again.
 *
 * @param messageId - The same however often the message is sent.
 */
export type Deliver = (
  message: OutboxMessage,
  messageId: string,
) => Promise<void>;

/** Takes note that a message is set aside, and why. */
export type NoteParked = (
  message: OutboxMessage,
  reason: string,
) => Promise<void>;

/** Takes note that a message was not taken, and when it is tried again. */
export type NotePostponed = (
  message: OutboxMessage,
  nextTryAt: Date,
) => Promise<void>;

const LONGEST_DELAY_SECONDS = 300;

/** With the delays between them about a day: longer than anybody's outage should last. */
const MOST_ATTEMPTS = 300;

/** Whoever has not answered by then may have taken the message, and gets it again. */
const TIMEOUT_MS = 60_000;

/** So long after a replica was killed another one takes what was on its way. */
const LEASE_MS = 10_000;

/**
 * Sends what committed transactions left in the outbox: at least once, and again with growing delays until it is
 * acknowledged. Any number of replicas may run it; each message is with one of them at a time, by a lease that is
 * extended while somebody is slow to take it. Nothing is locked meanwhile.
 *
 * No message holds up those behind it: one that is not taken waits for its next attempt, and one that never will be is
 * parked with the reason.
 */
export class OutboxDispatcher {
  readonly #knex: Knex;
  readonly #store: OutboxStore;
  readonly #deliver: Deliver;
  readonly #onParked: NoteParked | undefined;
  readonly #onPostponed: NotePostponed | undefined;
  readonly #logger: LoggerService;
  readonly #mostAttempts: number;
  readonly #timeoutMs: number;
  readonly #leaseMs: number;
  readonly #loop: WakeLoop;
  /** Under which a message may stand that was neither acknowledged nor put off, for the database went away. */
  #unsettled: Lease | undefined;

  constructor(options: {
    knex: Knex;
    store: OutboxStore;
    deliver: Deliver;
    onParked?: NoteParked;
    onPostponed?: NotePostponed;
    logger: LoggerService;
    mostAttempts?: number;
    timeoutMs?: number;
    leaseMs?: number;
  }) {
    this.#knex = options.knex;
    this.#store = options.store;
    this.#deliver = options.deliver;
    this.#onParked = options.onParked;
    this.#onPostponed = options.onPostponed;
    this.#logger = options.logger;
    this.#mostAttempts = options.mostAttempts ?? MOST_ATTEMPTS;
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.#leaseMs = options.leaseMs ?? LEASE_MS;
    this.#loop = new WakeLoop({
      run: () => this.#drain(),
      onFailure: (error, nextMs) =>
        this.#logger.warn(
          `The outbox could not be read and will be tried again in ${nextMs} ms: ${stringifyError(
            error,
          )}`,
        ),
    });
  }

  /** Says that something may be waiting. Returns at once; wakes that come while it works become one more round. */
  wake(): void {
    this.#loop.wake();
  }

  /** Resolves when nothing that is due is left. */
  async idle(): Promise<void> {
    await this.#loop.idle();
  }

  /** Lets the message that is on its way arrive, and sends no other: another replica does, or the next start. */
  async stop(): Promise<void> {
    await this.#loop.stop();
  }

  async #drain(): Promise<void> {
    while (!this.#loop.stopping && (await this.#sendNext()));
  }

  /**
   * One message at a time: when the portal is killed or the database goes away here, what is sent a second time later is
   * at most the one message that was on its way.
   *
   * @returns whether there was anything to send
   */
  async #sendNext(): Promise<boolean> {
    if (this.#unsettled) {
      await this.#store.release(this.#knex, this.#unsettled);
    }
    const lease = randomUUID();
    this.#unsettled = lease;
    const wasSent = await this.#sendUnder(lease);
    this.#unsettled = undefined;
    return wasSent;
  }

  async #sendUnder(lease: Lease): Promise<boolean> {
    const next = await this.#store.takeNextDue(
      this.#knex,
      lease,
      this.#leaseMs,
    );
    if (!next) return false;
    let message: OutboxMessage;
    try {
      message = messageOf(next);
    } catch (error) {
      await this.#park(
        next,
        lease,
        `it is malformed: ${stringifyError(error)}`,
      );
      return true;
    }
    try {
      await this.#whileLeased(next, lease, () =>
        this.#inTime(this.#deliver(message, next.messageId)),
      );
    } catch (error) {
      await this.#notTaken(next, lease, message, error);
      return true;
    }
    await this.#store.acknowledge(this.#knex, next.id);
    return true;
  }

  /** Extends the lease while the message is on its way. */
  async #whileLeased(
    { id }: OutboxRow,
    lease: Lease,
    deliver: () => Promise<void>,
  ): Promise<void> {
    let extending: Promise<void> = Promise.resolve();
    const timer = setInterval(() => {
      extending = this.#store
        .extend(this.#knex, id, lease, this.#leaseMs)
        // Should the lease end, another replica sends the message once more.
        .catch(() => undefined);
    }, this.#leaseMs / 3);
    try {
      await deliver();
    } finally {
      clearInterval(timer);
      await extending;
    }
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
    row: OutboxRow,
    lease: Lease,
    message: OutboxMessage,
    error: unknown,
  ): Promise<void> {
    const { id, kind, attempts } = row;
    const reason = stringifyError(error);
    if (error instanceof RefusedForGood || attempts + 1 >= this.#mostAttempts) {
      await this.#onParked?.(message, reason);
      await this.#park(row, lease, reason);
      return;
    }
    this.#logger.warn(
      `A ${kind} of the outbox was not taken (attempt ${
        attempts + 1
      }): ${reason}`,
    );
    const nextTryAt = await this.#store.postpone(
      this.#knex,
      id,
      lease,
      reason,
      Math.min(2 ** attempts, LONGEST_DELAY_SECONDS),
    );
    if (nextTryAt) await this.#onPostponed?.(message, nextTryAt);
  }

  async #park(
    { id, kind, attempts }: OutboxRow,
    lease: Lease,
    reason: string,
  ): Promise<void> {
    this.#logger.error(
      `The ${kind} ${id} of the outbox is parked after ${
        attempts + 1
      } attempts: ${reason}`,
    );
    await this.#store.park(this.#knex, id, lease, reason);
  }
}
