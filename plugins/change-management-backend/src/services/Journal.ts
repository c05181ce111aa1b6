import { randomUUID } from 'crypto';
import { ConflictError } from '@backstage/errors';
import {
  ChangeEntryInput,
  changeEntryData,
  ChangeEventType,
  digestOf,
} from '@countersign/plugin-change-management-common';
import { Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { isRetryable } from '../database/databaseErrors';
import { OutboxMessage } from '../database/OutboxStore';
import { Stores } from '../database/stores';
import { eventOf, refetchSignal } from '../outbox/messages';
import { Caller } from '../access/Caller';
import { wrongField } from './errors';

/** What a unit of work has at hand: everything done with it commits or rolls back together. */
export interface Unit {
  trx: Knex.Transaction;
  /** The time of the whole unit. */
  now: Date;
  actor: Caller;
  /**
   * Writes a ledger entry about a change whose row this unit holds locked (`numbered`), or about something else.
   * An event goes out with it.
   */
  record<T extends ChangeEventType>(
    type: T,
    subject: string,
    data: ChangeEntryInput<T>,
    options?: { numbered?: boolean },
  ): Promise<void>;
  /** Sends after the commit. */
  tell(...messages: OutboxMessage[]): void;
  /** Pages that show the change fetch it again after the commit. */
  touched(number: string): void;
}

/** A caller's `Idempotency-Key` and what it was used for. */
export interface Idempotency {
  key: string;
  /** Operation and body: another one under the same key is refused. */
  request: unknown;
}

const ATTEMPTS = 4;

/**
 * Runs units of work: one transaction for the records, their ledger entries, their messages and the answer to a
 * repeated request.
 */
export class Journal {
  readonly #options: {
    stores: Stores;
    knex: Knex;
    ledger: Pick<Ledger, 'append'>;
    clock: () => Date;
    /** Called after each commit that left messages. Absent, as for demo data, nothing is sent. */
    onMessages?: () => void;
  };

  constructor(options: {
    stores: Stores;
    knex: Knex;
    ledger: Pick<Ledger, 'append'>;
    clock: () => Date;
    onMessages?: () => void;
  }) {
    this.#options = options;
  }

  get knex(): Knex {
    return this.#options.knex;
  }

  now(): Date {
    return this.#options.clock();
  }

  /**
   * Runs the work in a transaction, again when it lost against another one.
   *
   * @throws ConflictError when the idempotency key was used for another request
   */
  async run<T>(
    actor: Caller,
    work: (unit: Unit) => Promise<T>,
    idempotency?: Idempotency,
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#once(actor, work, idempotency);
      } catch (error) {
        if (attempt === ATTEMPTS || !isRetryable(error)) throw error;
      }
    }
  }

  async #once<T>(
    actor: Caller,
    work: (unit: Unit) => Promise<T>,
    idempotency?: Idempotency,
  ): Promise<T> {
    const { stores, onMessages } = this.#options;
    let sends = false;
    const result = await stores.transaction(async trx => {
      const hash = idempotency && digestOf(idempotency.request);
      if (idempotency && hash) {
        const known = await stores.idempotency.take(
          trx,
          actor.ref,
          idempotency.key,
          hash,
        );
        if (known) return answered<T>(idempotency.key, hash, known);
      }
      const messages: OutboxMessage[] = [];
      const touched = new Set<string>();
      const value = await work(this.#unit(trx, actor, messages, touched));
      if (idempotency) {
        await stores.idempotency.answer(trx, actor.ref, idempotency.key, value);
      }
      if (onMessages) {
        messages.push(...Array.from(touched, refetchSignal));
        await stores.outbox.add(trx, messages);
        sends = messages.length > 0;
      }
      return value;
    });
    if (sends) onMessages?.();
    return result;
  }

  #unit(
    trx: Knex.Transaction,
    actor: Caller,
    messages: OutboxMessage[],
    touched: Set<string>,
  ): Unit {
    const { ledger } = this.#options;
    const now = this.now();
    return {
      trx,
      now,
      actor,
      async record(type, subject, data, options = { numbered: true }) {
        const entry = {
          id: randomUUID(),
          type,
          subject,
          actor: actor.ref,
          occurredAt: now.toISOString(),
          data: changeEntryData(type, data),
        };
        await ledger.append(trx, entry, options);
        messages.push(eventOf(entry));
      },
      tell: (...more) => messages.push(...more),
      touched: number => touched.add(number),
    };
  }
}

function answered<T>(
  key: string,
  hash: string,
  known: { requestHash: string; response: unknown },
): T {
  if (known.requestHash !== hash) {
    throw wrongField(
      'Idempotency-Key',
      `${key} was used for another request already: repeat that one unchanged, or take a new key`,
      ConflictError,
    );
  }
  return known.response as T;
}
