import { randomUUID } from 'crypto';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  Change,
  ChangeEntryInput,
  changeEntryData,
  ChangeEventType,
  Facts,
} from '@countersign/plugin-change-management-common';
import { wrongField } from '@countersign/plugin-governance-common';
import {
  isRetryable,
  OutboxMessage,
  Caller,
} from '@countersign/plugin-governance-node';
import { LedgerEntry, digestOf } from '@countersign/plugin-ledger-common';
import { Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { StoredChange } from '../database/changeRows';
import { foundOnRetry } from '../database/databaseErrors';
import { Stores } from '../database/stores';
import { changeSignal, eventOf } from '../outbox/messages';
import { FactsKeeper } from './FactsKeeper';
import { PendingEntries } from './PendingEntries';

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
  /** What the ledger holds of a change, with what this unit has recorded so far. */
  entries(number: string): Promise<LedgerEntry[]>;
  /**
   * Locks those of the changes that nobody else holds, so that nothing waits; left out are those that nobody has kept
   * the facts of yet, or that are to adopt the rules first.
   */
  lockFree(numbers: string[]): Promise<StoredChange[]>;
  /** The same unit at work for somebody else, where it answers several. */
  as(actor: Caller): Unit;
  /** Keeps the facts of a change that this unit opens. */
  open(stored: StoredChange): void;
  /**
   * Writes a ledger entry about a change whose row this unit holds locked (`numbered`), or about something else.
   * An event goes out with it where something happened. It is written with the others before the commit.
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

/** No events: whoever asked the gate has its answer, and what a decision relied on is of use to whoever checks it. */
const forTheRecord = new Set<ChangeEventType>([
  'gate.decided',
  'change.relied',
  'change.ruleset',
]);

/** What a unit leaves to be written and sent at its end. */
interface Hands {
  messages: OutboxMessage[];
  touched: Set<string>;
  keeper: FactsKeeper;
  entries: PendingEntries;
}

interface JournalOptions {
  stores: Stores;
  knex: Knex;
  ledger: Pick<Ledger, 'appendAll' | 'entriesOf'>;
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
        if (attempt === ATTEMPTS || !isRetryable(error, foundOnRetry))
          throw error;
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
      const entries = new PendingEntries(trx, this.#options.ledger, keeper);
      const unit = this.#unit(trx, actor, {
        messages,
        touched,
        keeper,
        entries,
      });
      const hash = idempotency && digestOf(idempotency.request);
      if (idempotency && hash) {
        const { key } = idempotency;
        const known = await stores.idempotency.take(trx, actor.ref, key, hash);
        if (known) {
          const answer = await idempotency.again(
            unit,
            keptOf(key, hash, known),
          );
          await entries.write();
          await keeper.save(trx);
          return answer;
        }
      }
      const value = await work(unit);
      await entries.write();
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
        messages.push(...Array.from(touched, id => changeSignal({ id })));
        await stores.outbox.add(trx, messages);
        sends = messages.length > 0;
      }
      return value;
    });
    if (sends) onMessages?.();
    return result;
  }

  #unit(trx: Knex.Transaction, actor: Caller, hands: Hands): Unit {
    const { ledger, stores } = this.#options;
    const { messages, touched, keeper, entries } = hands;
    // Read after the lock: whoever waited for it comes after whoever held it.
    const notBefore = (...moments: string[]) =>
      new Date(
        Math.max(
          this.now().getTime(),
          ...moments.map(moment => Date.parse(moment)),
        ),
      );
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
        unit.now = notBefore(facts.at);
        if (keeper.needsAdoption(facts)) await keeper.adopt(unit, number);
        return stored;
      },
      lockFree: async numbers => {
        const locked = (await stores.facts.lockFree(trx, numbers)).filter(
          ({ facts }) => !keeper.needsAdoption(facts),
        );
        for (const each of locked) await keeper.load(trx, each, ledger);
        unit.now = notBefore(...locked.map(({ facts }) => facts.at));
        return locked.map(({ stored }) => stored);
      },
      facts: number => keeper.facts(number),
      open: stored => keeper.open(stored),
      entries: async number => {
        await entries.write();
        const items = await ledger.entriesOf(number, trx);
        return items.map(({ entry }) => entry);
      },
      as: other =>
        Object.assign(this.#unit(trx, other, hands), { now: unit.now }),
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
        entries.add(entry, options);
        keeper.fold(subject, entry);
        if (!forTheRecord.has(type)) messages.push(eventOf(entry));
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
