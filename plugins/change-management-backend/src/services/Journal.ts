import { randomUUID } from 'crypto';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  Change,
  ChangeEntryInput,
  changeEntryData,
  ChangeEventType,
  digestOf,
  Facts,
} from '@countersign/plugin-change-management-common';
import { Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { StoredChange } from '../database/changeRows';
import { isRetryable } from '../database/databaseErrors';
import { OutboxMessage } from '../database/OutboxStore';
import { Stores } from '../database/stores';
import { eventOf, refetchSignal } from '../outbox/messages';
import { Caller } from '../access/Caller';
import { wrongField } from './errors';
import { FactsKeeper } from './FactsKeeper';

/** What a unit of work has at hand: everything done with it commits or rolls back together. */
export interface Unit {
  trx: Knex.Transaction;
  /**
   * The time of the unit. Once a change is locked it is not before the last entry of that change: what is recorded of
   * one change is in the order of time.
   */
  now: Date;
  actor: Caller;
  /**
   * Locks a change until the unit ends, and reads its facts.
   *
   * @throws NotFoundError
   */
  lock(number: string): Promise<StoredChange>;
  lockIfThere(number: string): Promise<StoredChange | undefined>;
  /** The facts of a change this unit has locked or opened, after what it has recorded so far. */
  facts(number: string): Facts;
  /** Keeps the facts of a change that this unit opens. */
  open(stored: StoredChange): void;
  /**
   * Writes a ledger entry about a change whose row this unit holds locked (`numbered`), or about something else.
   * An event goes out with it, but for an answer of the gate.
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
  touched(change: Pick<Change, 'id'>): void;
}

/** A caller's `Idempotency-Key` and what it was used for. */
export interface Idempotency<T> {
  key: string;
  /** Operation and body: another one under the same key is refused. */
  request: unknown;
  /** What of the answer is kept: enough to find again what the request made. */
  keep(answer: T): string;
  /**
   * The answer to the request made again: what stands there now, since what it did may not stand any more.
   *
   * @param kept - What {@link keep} gave.
   */
  again(unit: Unit, kept: string): Promise<T>;
}

const ATTEMPTS = 4;

interface JournalOptions {
  stores: Stores;
  knex: Knex;
  ledger: Pick<Ledger, 'append' | 'entriesOf'>;
  clock: () => Date;
  /** Called after each commit that left messages. Absent, as for demo data, nothing is sent. */
  onMessages?: () => void;
}

/**
 * Runs units of work: one transaction for the records, their facts, their ledger entries, their messages and the key of
 * a request that may be repeated.
 */
export class Journal {
  readonly #options: JournalOptions;

  constructor(options: JournalOptions) {
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
    idempotency?: Idempotency<T>,
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
    idempotency?: Idempotency<T>,
  ): Promise<T> {
    const { stores, onMessages } = this.#options;
    let sends = false;
    const result = await stores.transaction(async trx => {
      const messages: OutboxMessage[] = [];
      const touched = new Set<string>();
      const keeper = new FactsKeeper(stores);
      const unit = this.#unit(trx, actor, { messages, touched, keeper });
      const hash = idempotency && digestOf(idempotency.request);
      if (idempotency && hash) {
        const { key } = idempotency;
        const known = await stores.idempotency.take(trx, actor.ref, key, hash);
        if (known) {
          const answer = await idempotency.again(
            unit,
            keptOf(key, hash, known),
          );
          await keeper.save(trx);
          return answer;
        }
      }
      const value = await work(unit);
      await keeper.save(trx);
      if (idempotency) {
        await stores.idempotency.answer(
          trx,
          actor.ref,
          idempotency.key,
          idempotency.keep(value),
        );
      }
      if (onMessages) {
        messages.push(...Array.from(touched, id => refetchSignal({ id })));
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
    {
      messages,
      touched,
      keeper,
    }: { messages: OutboxMessage[]; touched: Set<string>; keeper: FactsKeeper },
  ): Unit {
    const { ledger, stores } = this.#options;
    const unit: Unit = {
      trx,
      now: this.now(),
      actor,
      lock: async number => {
        const stored = await unit.lockIfThere(number);
        if (!stored) throw new NotFoundError(`There is no change ${number}`);
        return stored;
      },
      lockIfThere: async number => {
        const locked = await stores.facts.lockChange(trx, number);
        if (!locked) return undefined;
        const { stored } = locked;
        const facts = await keeper.load(trx, locked, ledger);
        // Read after the lock: whoever waited for it comes after whoever held it.
        unit.now = new Date(
          Math.max(this.now().getTime(), Date.parse(facts.at)),
        );
        if (keeper.needsAdoption(facts)) await keeper.adopt(unit, number);
        return stored;
      },
      facts: number => keeper.facts(number),
      open: stored => keeper.open(stored),
      async record(type, subject, data, options = { numbered: true }) {
        const entry = {
          id: randomUUID(),
          type,
          subject,
          actor: actor.ref,
          occurredAt: unit.now.toISOString(),
          data: {
            ...changeEntryData(type, data),
            // An assistant or a template that a person's request came through.
            ...(actor.via && { via: actor.via }),
          },
        };
        const { subjectSequence } = await ledger.append(trx, entry, {
          ...options,
          expectedSequence: keeper.nextSequence(subject),
        });
        keeper.fold(subject, { ...entry, subjectSequence });
        // Whoever asked the gate has its answer already.
        if (type !== 'gate.decided') messages.push(eventOf(entry));
      },
      tell: (...more) => messages.push(...more),
      touched: ({ id }) => touched.add(id),
    };
    return unit;
  }
}

function keptOf(
  key: string,
  hash: string,
  known: { requestHash: string; response: unknown },
): string {
  if (known.requestHash !== hash) {
    throw wrongField(
      'Idempotency-Key',
      `${key} was used for another request already: repeat that one unchanged, or take a new key`,
      ConflictError,
    );
  }
  return String(known.response);
}
