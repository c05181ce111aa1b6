import { randomUUID } from 'crypto';
import { setTimeout as delay } from 'timers/promises';
import type {
  DatabaseService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  BUNDLE_FORMAT,
  formatAddCheckpoint,
  type LedgerEntryInput,
  type LedgerStatus,
  type TimelineItem,
  type TimelinePage,
  type TimelineQuery,
  type TreeHasher,
} from '@countersign/plugin-ledger-common';
import type { Knex } from 'knex';
import { Anchors, type AddedCosignatures } from './anchors/Anchors';
import type { AnchorSettings } from './anchors/settings';
import { auditLog, readLeaves, type LedgerAudit } from './audit';
import { LedgerStore } from './database/LedgerStore';
import { afterCommit } from './database/afterCommit';
import { migrate } from './database/migrate';
import { checkRole, type RoleDemand } from './database/role';
import { databaseTroubleOf } from './database/trouble';
import { appendError } from './errors';
import { Exporter } from './export/Exporter';
import { createHasher } from './hasher';
import type { LedgerSigner } from './keys/createLedgerSigner';
import { LogKeys } from './keys/LogKeys';
import { WakeLoop } from './loops/WakeLoop';
import { prepareEntry } from './prepareEntry';
import { CommitListener } from './sequencer/CommitListener';
import { Sequencer } from './sequencer/Sequencer';
import { readTimeline, readWholeTimeline } from './timeline';
import type {
  Appended,
  AppendOptions,
  ExportOptions,
  ExportSubjectOptions,
  SignedCheckpoint,
  SubjectToExport,
} from './types';

/** What a ledger needs. */
export interface LedgerOptions {
  /** The database of the plugin whose records it vouches for. */
  database: DatabaseService;
  /** Names the log and thereby its plugin, as a URL without a scheme: `countersign.example.com/change-management`. */
  origin: string;
  signer: LedgerSigner;
  logger: LoggerService;
  /** What {@link readRoleDemand} read: whether a superuser is refused or, by default, warned of. */
  databaseRole?: RoleDemand;
  /** What `readAnchorSettings` read: who vouches for its checkpoints. Nobody does where it is absent. */
  anchors?: AnchorSettings;
  /** Hears how long it took to write entries into a transaction, in seconds. */
  onAppended?: (seconds: number) => void;
}

const POLL_MS = 25;

/** Under constant load entries get their index and signature together, so many times a second. */
const REST_MS = 100;

/**
 * The tamper-evident log of one plugin, in that plugin's own database.
 *
 * @example
 * ```ts
 * const ledger = await Ledger.create({ database, origin, signer: createLedgerSigner(config), logger });
 * await ledger.start(scheduler);
 * await knex.transaction(async trx => {
 *   await store.approve(trx, change);
 *   await ledger.append(trx, { type: 'change.approved', subject, actor, occurredAt, data });
 * });
 * ```
 */
export class Ledger {
  readonly #knex: Knex;
  readonly #store: LedgerStore;
  readonly #keys: LogKeys;
  readonly #hasher: TreeHasher;
  readonly #logger: LoggerService;
  readonly #sequencer: Sequencer;
  readonly #anchors: Anchors;
  readonly #anchorEveryMinutes: number;
  readonly #onAppended: ((seconds: number) => void) | undefined;
  #running: { wake(): void; stop(): Promise<void> } | undefined;

  /**
   * Opens the log, after bringing its tables up to date (unless `database.migrations.skip` is set).
   *
   * @throws LedgerIntegrityError when the database holds another log, or one that was signed by an unknown key,
   *   InputError when it is not PostgreSQL or its role is one that `databaseRole` does not allow
   */
  static async create(options: LedgerOptions): Promise<Ledger> {
    const { database, origin, signer, logger } = options;
    if (origin === BUNDLE_FORMAT) {
      throw new InputError(`A log cannot be named ${BUNDLE_FORMAT}`);
    }
    const keys = new LogKeys(origin, signer);
    const knex = await database.getClient();
    if (knex.client.config.client !== 'pg') {
      throw new InputError(
        `The ledger needs PostgreSQL, this plugin's database is ${knex.client.config.client}`,
      );
    }
    await checkRole(knex, options.databaseRole ?? 'any', logger);
    if (!database.migrations?.skip) {
      await migrate(knex);
    }
    const store = new LedgerStore(origin);
    const latest = await store.latestCheckpoint(knex);
    if (latest) {
      keys.openCheckpoint(latest.note);
    }
    const anchors = { witnesses: [], everyMinutes: 60, ...options.anchors };
    return new Ledger(
      { knex, store, keys, logger, onAppended: options.onAppended },
      anchors,
    );
  }

  private constructor(
    parts: {
      knex: Knex;
      store: LedgerStore;
      keys: LogKeys;
    } & Pick<LedgerOptions, 'logger' | 'onAppended'>,
    settings: AnchorSettings,
  ) {
    const { knex, store, keys, logger } = parts;
    this.#onAppended = parts.onAppended;
    this.#knex = knex;
    this.#store = store;
    this.#keys = keys;
    this.#logger = logger;
    this.#hasher = createHasher();
    this.#sequencer = new Sequencer(knex, store, keys, this.#hasher);
    this.#anchorEveryMinutes = settings.everyMinutes;
    this.#anchors = new Anchors({
      ...{ knex, ledger: store, hasher: this.#hasher, settings, logger },
    });
  }

  /** Names the log. */
  get origin(): string {
    return this.#keys.origin;
  }

  /**
   * Records an entry in the caller's transaction: both commit or neither does. Takes no lock.
   *
   * @throws InputError when the entry is not valid, CanonicalJsonError (a TypeError) when its data is not plain JSON,
   *   ConflictError when its id is taken, LedgerAppendError when the database did not take it
   */
  async append(
    trx: Knex.Transaction,
    input: LedgerEntryInput,
    options?: AppendOptions,
  ): Promise<Appended> {
    const [appended] = await this.appendAll(trx, [{ ...options, input }]);
    return appended;
  }

  /**
   * Records entries in the caller's transaction, in this order and in one round trip.
   *
   * @throws As {@link Ledger.append}; none of them is recorded then.
   */
  async appendAll(
    trx: Knex.Transaction,
    all: readonly (AppendOptions & { input: LedgerEntryInput })[],
  ): Promise<Appended[]> {
    if (!all.length) return [];
    const since = performance.now();
    const appended = await this.#appendAll(trx, all);
    this.#onAppended?.((performance.now() - since) / 1000);
    return appended;
  }

  async #appendAll(
    trx: Knex.Transaction,
    all: readonly (AppendOptions & { input: LedgerEntryInput })[],
  ): Promise<Appended[]> {
    const next = new Map<string, number>();
    const unknown = new Set<string>();
    for (const { input, numbered, expectedSequence } of all) {
      if (!numbered || next.has(input.subject)) continue;
      if (expectedSequence) next.set(input.subject, expectedSequence);
      else unknown.add(input.subject);
    }
    try {
      if (!unknown.size) {
        const { written, appended } = await this.#write(trx, all, next, true);
        if (written) return appended;
      }
      const subjects = [...new Set([...next.keys(), ...unknown])];
      const known = await this.#store.nextSubjectSequences(trx, subjects);
      return (await this.#write(trx, all, known, false)).appended;
    } catch (error) {
      const [{ input }] = all;
      throw appendError(whatOf(input, all.length - 1), error);
    }
  }

  /**
   * Gives every entry that is committed by now its index, and signs a checkpoint. Safe to call anywhere, at any time,
   * on any number of replicas.
   *
   * @returns how many entries this call sequenced
   */
  async sequence(): Promise<number> {
    return this.#sequencer.sequence();
  }

  /**
   * Sequences entries as they are committed: woken by each commit from here, by the database for those from elsewhere,
   * and by the scheduler should both fail.
   */
  async start(scheduler: Pick<SchedulerService, 'scheduleTask'>) {
    if (this.#running) {
      return;
    }
    const loop = new WakeLoop({
      run: () => this.sequence(),
      restMs: REST_MS,
      onFailure: (error, nextMs) =>
        this.#logger.error(
          `Sequencing the ledger failed, next try in ${nextMs} ms: ${
            error instanceof Error ? error.message : error
          }`,
        ),
    });
    const listener = new CommitListener({
      knex: this.#knex,
      channel: this.#store.channel,
      onCommit: () => loop.wake(),
      logger: this.#logger,
    });
    const scheduled = new AbortController();
    this.#running = {
      wake: () => loop.wake(),
      async stop() {
        scheduled.abort();
        await listener.stop();
        await loop.stop();
      },
    };
    listener.start();
    await scheduler.scheduleTask({
      id: 'ledger-sequence',
      frequency: { seconds: 10 },
      timeout: { minutes: 5 },
      scope: 'local',
      signal: scheduled.signal,
      fn: async () => loop.wake(),
    });
    if (this.#anchors.asksAnybody) {
      await scheduler.scheduleTask({
        id: 'ledger-anchor',
        frequency: { minutes: this.#anchorEveryMinutes },
        timeout: { minutes: 5 },
        signal: scheduled.signal,
        fn: () => this.anchor(),
      });
    }
  }

  /**
   * Sequences what is committed, and has the witnesses and the time stamping authority of the configuration vouch for the
   * log as it is now. What they say is part of every bundle from then on. Who does not answer in time is left out.
   */
  async anchor(): Promise<void> {
    if (!this.#anchors.asksAnybody) return;
    await this.sequence();
    await this.#anchors.anchor();
  }

  /**
   * What a witness is asked, for whoever carries it there: how the log grew since it had `from` entries, as C2SP
   * tlog-witness writes it.
   *
   * @throws ConflictError while the log is empty
   */
  async growthSince(from: number): Promise<string> {
    await this.sequence();
    return formatAddCheckpoint(await this.#anchors.growth(from));
  }

  /**
   * Keeps cosignatures by witnesses of the configuration; the first of each witness for a checkpoint stays.
   *
   * @throws InputError where none is by such a witness, or one does not verify
   */
  async addCosignatures(
    size: number,
    lines: string,
  ): Promise<AddedCosignatures> {
    return this.#anchors.add(size, lines);
  }

  /** Ends what {@link Ledger.start} began. Entries appended from now on wait for the next start or another replica. */
  async stop() {
    await this.#running?.stop();
    this.#running = undefined;
  }

  /**
   * Waits until an entry has its index, sequencing meanwhile; a connection that is lost meanwhile is no reason to stop.
   *
   * @returns its zero-based index
   * @throws NotFoundError when no such entry was committed in time
   */
  async waitUntilSequenced(
    id: string,
    options: { timeoutMs?: number } = {},
  ): Promise<number> {
    const deadline = Date.now() + (options.timeoutMs ?? 5000);
    for (;;) {
      let failure: unknown;
      try {
        await this.sequence();
        const index = await this.#store.indexOf(this.#knex, id);
        if (typeof index === 'number') {
          return index;
        }
      } catch (error) {
        if (!databaseTroubleOf(error)) {
          throw error;
        }
        failure = error;
      }
      if (Date.now() >= deadline) {
        throw (
          failure ??
          new NotFoundError(
            `The ledger ${this.origin} has no committed entry ${id}`,
          )
        );
      }
      await delay(POLL_MS);
    }
  }

  /** The entries of a subject, a page at a time, in the order they were appended. */
  async timeline(query: TimelineQuery): Promise<TimelinePage> {
    return readTimeline(this.#knex, this.#store, query);
  }

  /**
   * All entries of a subject, oldest first.
   *
   * @param db - A transaction, to read what it has appended itself and to need no other connection.
   */
  async entriesOf(
    subject: string,
    db: Knex = this.#knex,
  ): Promise<TimelineItem[]> {
    return readWholeTimeline(db, this.#store, subject);
  }

  /**
   * Exports the entries of a subject with their proofs, after sequencing what is committed.
   *
   * @returns the exact content of a `countersign-bundle/v1` file
   * @throws NotFoundError when there are none, LedgerIntegrityError when the database does not hold what was signed
   */
  async exportSubject(
    subject: string,
    options: ExportSubjectOptions = {},
  ): Promise<string> {
    await this.sequence();
    return this.#exporter().subject(subject, options);
  }

  /**
   * Exports the entries of several subjects that belong together, each with its own proof.
   *
   * @returns the exact content of a `countersign-bundle/v1` file
   * @throws NotFoundError when there are none of one of them, LedgerIntegrityError when the database does not hold what
   *   was signed
   */
  async exportSubjects(
    subjects: readonly SubjectToExport[],
    options: ExportOptions = {},
  ): Promise<string> {
    await this.sequence();
    return this.#exporter().subjects(subjects, options);
  }

  /**
   * Exports consecutive entries with one proof for all: `count` of them from index `first` on, or all to the end.
   *
   * @returns the exact content of a `countersign-bundle/v1` file
   * @throws InputError when the log has no such range, LedgerIntegrityError when the database does not hold what was
   *   signed
   */
  async exportRange(
    range: { first?: number; count?: number },
    options: ExportOptions = {},
  ): Promise<string> {
    await this.sequence();
    return this.#exporter().range(range.first ?? 0, range.count, options);
  }

  /** Every sequenced leaf from an index on, oldest first: what `verifyLeaves` takes. */
  leaves(first = 0): AsyncGenerator<string> {
    return readLeaves(this.#knex, this.#store, first);
  }

  /**
   * Subjects that something was recorded about from an index on, also what is committed and has no index yet. Whoever
   * keeps something by subject, and asks again from `next` on, misses nothing, in whatever order transactions commit.
   */
  async subjectsSince(
    index: number,
  ): Promise<{ subjects: string[]; next: number }> {
    return this.#store.subjectsSince(this.#knex, index);
  }

  /** The latest signed checkpoint; undefined while the log is empty. */
  async latestCheckpoint(): Promise<SignedCheckpoint | undefined> {
    return this.#store.latestCheckpoint(this.#knex);
  }

  /** How far the log is: its latest signed checkpoint and what still waits for a place in it. */
  async status(): Promise<LedgerStatus> {
    const [checkpoint, pending] = await Promise.all([
      this.latestCheckpoint(),
      this.#store.countPending(this.#knex),
    ]);
    return {
      origin: this.origin,
      checkpoint: checkpoint?.note,
      treeSize: checkpoint?.size ?? 0,
      pending,
      verifierKeys: this.verifierKeys(),
    };
  }

  /** The keys that sign for this log, as C2SP verifier keys: the current one first, then those that were retired. */
  verifierKeys(): string[] {
    return this.#keys.verifierKeys();
  }

  /** Computes the whole log again and compares it with every checkpoint that was signed, unless it is told to stop. */
  async audit(options: { signal?: AbortSignal } = {}): Promise<LedgerAudit> {
    return auditLog(
      this.#knex,
      this.#store,
      this.#keys,
      this.#hasher,
      options.signal,
    );
  }

  /**
   * The sequencer hears of the commit: from here where it runs, else through the database, which lets transactions that
   * notify commit only one after another.
   *
   * @param first - The next number of each subject whose entries are numbered.
   * @param ifNext - Writes nothing when one of these numbers is wrong.
   */
  async #write(
    trx: Knex.Transaction,
    all: readonly (AppendOptions & { input: LedgerEntryInput })[],
    first: ReadonlyMap<string, number>,
    ifNext: boolean,
  ): Promise<{ written: boolean; appended: Appended[] }> {
    const next = new Map(first);
    const rows = all.map(({ input, numbered }) => {
      const { subject } = input;
      const subjectSequence = numbered ? next.get(subject)! : undefined;
      if (subjectSequence) next.set(subject, subjectSequence + 1);
      try {
        return prepareEntry({
          ...input,
          id: input.id ?? randomUUID(),
          ...(subjectSequence && { subjectSequence }),
        });
      } catch (error) {
        throw appendError(whatOf(input), error);
      }
    });
    const running = this.#running;
    const written = await this.#store.insertEntries(trx, rows, {
      ifNext,
      notify: !running,
    });
    if (running && written) {
      afterCommit(trx).then(
        () => running.wake(),
        () => undefined,
      );
    }
    return {
      written,
      appended: rows.map(({ entry: { id, subjectSequence } }) => ({
        id,
        subjectSequence,
      })),
    };
  }

  #exporter(): Exporter {
    return new Exporter(this.#knex, this.#store, this.#keys, this.#hasher);
  }
}

function whatOf({ type, subject }: LedgerEntryInput, others = 0): string {
  return `${type} of ${subject}${others ? ` or one of ${others} more` : ''}`;
}
