import { randomUUID } from 'crypto';
import { ConflictError } from '@backstage/errors';
import {
  entryDigest,
  EntryMap,
  EntrySchemas,
  EntryType,
  wrongField,
} from '@countersign/plugin-governance-common';
import { digestOf } from '@countersign/plugin-ledger-common';
import { Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { Caller } from '../access/Caller';
import { isRetryable } from '../database/databaseErrors';
import { IdempotencyStore } from '../database/IdempotencyStore';
import { refetchSignal } from '../outbox/messages';
import { OutboxMessage, OutboxStore } from '../outbox/OutboxStore';
import { sideBySide } from '../reads/sideBySide';
import { PendingEntries } from './PendingEntries';
import { RecordedEntry, RecordKeeper, Unit } from './Unit';

/** What a request under an `Idempotency-Key` was, and how it is answered when it is made again. */
export interface Repeat<T, U> {
  /** Operation and body: another one under the same key is refused. */
  request: unknown;
  /** What of the answer is kept: enough to find again what the request made. */
  keep(answer: T): string;
  /**
   * The answer to the request made again: what stands there now, since what it did may not stand any more.
   *
   * @param kept - What {@link keep} gave.
   */
  again(unit: U, kept: string): Promise<T>;
}

/** What a journal of any area needs. */
export interface JournalOptions<S extends EntrySchemas> {
  knex: Knex;
  ledger: Pick<Ledger, 'appendAll' | 'entriesOf'>;
  /** The entries of the area. */
  entries: EntryMap<S>;
  /** The event that goes out with an entry; undefined where there is none. */
  eventOf(entry: RecordedEntry): OutboxMessage | undefined;
  clock?: () => Date;
  /** Called after each commit that left messages. Absent, as for demo data, nothing is sent. */
  onMessages?: () => void;
  /** Names of unique constraints of the area that the same request made twice at once breaks, and meets no more. */
  foundOnRetry?: readonly string[];
  /** Others can stand in for what is in PostgreSQL. */
  stores?: {
    transaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T>;
    idempotency: Pick<IdempotencyStore, 'take' | 'answer'>;
    outbox: Pick<OutboxStore, 'add'>;
  };
}

/** What an area adds to the units of its journal. */
export interface UnitExtension<
  S extends EntrySchemas,
  U extends Unit<S>,
  K extends RecordKeeper,
> {
  /** Begins to keep what one unit of work holds. */
  keeper(): K;
  /** What its units can do beyond those of every area. */
  extend(unit: Unit<S>, keeper: K): Omit<U, keyof Unit<S>>;
}

const ATTEMPTS = 4;

/** What a unit leaves to be written and sent at its end. */
interface Hands<K> {
  messages: OutboxMessage[];
  channels: Set<string>;
  entries: PendingEntries;
  along: (() => Promise<unknown>)[];
  /** By their ids. */
  recorded: Map<string, RecordedEntry>;
  keeper: K | undefined;
}

/**
 * Runs units of work: one transaction for the records, what is kept of them, their ledger entries, their messages and
 * the key of a request that may be repeated.
 */
export class Journal<
  S extends EntrySchemas,
  U extends Unit<S> = Unit<S>,
  K extends RecordKeeper = RecordKeeper,
> {
  readonly #options: JournalOptions<S>;
  readonly #stores: NonNullable<JournalOptions<S>['stores']>;
  readonly #extension: UnitExtension<S, U, K> | undefined;

  constructor(
    options: JournalOptions<S>,
    ...extension: Unit<S> extends U ? [] : [UnitExtension<S, U, K>]
  ) {
    this.#options = options;
    this.#extension = extension[0];
    this.#stores = options.stores ?? {
      transaction: work => options.knex.transaction(work),
      idempotency: new IdempotencyStore(),
      outbox: new OutboxStore(),
    };
  }

  get knex(): Knex {
    return this.#options.knex;
  }

  now(): Date {
    return this.#options.clock?.() ?? new Date();
  }

  /** Runs the work in a transaction, again when it lost against another one. */
  run<T>(actor: Caller, work: (unit: U) => Promise<T>): Promise<T> {
    return this.#run(actor, work);
  }

  /**
   * The same for a request that may be repeated under a key: it is done once, and each time answered with what stands
   * there then. Without a key it is just run.
   *
   * @throws ConflictError when the key was used for another request
   */
  idempotent<T>(
    actor: Caller,
    key: string | undefined,
    work: (unit: U) => Promise<T>,
    repeat: Repeat<T, U>,
  ): Promise<T> {
    return key === undefined
      ? this.#run(actor, work)
      : this.#run(actor, unit => this.#onceUnder(key, unit, work, repeat));
  }

  async #onceUnder<T>(
    key: string,
    unit: U,
    work: (unit: U) => Promise<T>,
    { request, keep, again }: Repeat<T, U>,
  ): Promise<T> {
    const { trx, actor } = unit;
    const { idempotency } = this.#stores;
    const hash = digestOf(request);
    const known = await idempotency.take(trx, actor.ref, key, hash);
    if (known) return again(unit, keptOf(key, hash, known));
    const answer = await work(unit);
    await idempotency.answer(trx, actor.ref, key, keep(answer));
    return answer;
  }

  async #run<T>(actor: Caller, work: (unit: U) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#once(actor, work);
      } catch (error) {
        if (
          attempt === ATTEMPTS ||
          !isRetryable(error, this.#options.foundOnRetry)
        ) {
          throw error;
        }
      }
    }
  }

  async #once<T>(actor: Caller, work: (unit: U) => Promise<T>): Promise<T> {
    const { ledger, onMessages } = this.#options;
    let sends = false;
    const result = await this.#stores.transaction(async trx => {
      const keeper = this.#extension?.keeper();
      const hands: Hands<K> = {
        messages: [],
        channels: new Set(),
        entries: new PendingEntries(trx, ledger, keeper),
        along: [],
        recorded: new Map(),
        keeper,
      };
      const value = await work(this.#unit(trx, actor, hands));
      const messages = onMessages
        ? [...hands.messages, ...Array.from(hands.channels, refetchSignal)]
        : [];
      sends = messages.length > 0;
      const save = async () => keeper?.save(trx);
      // What is kept of the records knows the number of their last entry.
      const keepsAlong = hands.entries.areCountable;
      const [isAsCounted] = await sideBySide<unknown[]>(
        trx,
        () => hands.entries.write(),
        ...(keepsAlong ? [save] : []),
        async () => sends && this.#stores.outbox.add(trx, messages),
        ...hands.along,
      );
      if (!keepsAlong || !isAsCounted) await save();
      return value;
    });
    if (sends) onMessages?.();
    return result;
  }

  #unit(trx: Knex.Transaction, actor: Caller, hands: Hands<K>): U {
    const { entries: map, eventOf, ledger } = this.#options;
    const { messages, channels, entries, along, recorded, keeper } = hands;
    const unit: Unit<S> = {
      trx,
      now: this.now(),
      actor,
      async record<T extends EntryType<S>>(
        type: T,
        subject: string,
        data: Parameters<typeof map.data<T>>[1],
        options: { numbered?: boolean } = { numbered: true },
      ) {
        const entry: RecordedEntry = {
          id: randomUUID(),
          type,
          subject,
          actor: actor.ref,
          occurredAt: unit.now.toISOString(),
          data: {
            ...(map.data(type, data) as object),
            // An assistant or a template that a person's request came through.
            ...(actor.via && { via: actor.via }),
          },
        };
        entries.add(entry, options);
        recorded.set(entry.id, entry);
        keeper?.fold(subject, entry);
        const event = eventOf(entry);
        if (event) messages.push(event);
        return entry.id;
      },
      along: write => along.push(write),
      digestOf(id) {
        const entry = recorded.get(id);
        if (!entry) throw new Error(`This unit has recorded no entry ${id}`);
        return entryDigest(entry);
      },
      async entries(subject) {
        await entries.write();
        const items = await ledger.entriesOf(subject, trx);
        return items.map(({ entry }) => entry);
      },
      tell: (...more) => messages.push(...more),
      refetch: channel => channels.add(channel),
      as: other =>
        Object.assign(this.#unit(trx, other, hands), { now: unit.now }),
    };
    return Object.assign(
      unit,
      keeper && this.#extension?.extend(unit, keeper),
    ) as U;
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
