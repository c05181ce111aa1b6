import { NotFoundError } from '@backstage/errors';
import { BasicPermission } from '@backstage/plugin-permission-common';
import {
  Brought,
  BroughtRecords,
  ImportedDetail,
  importedDigest,
  ImportedFilters,
  ImportedPage,
  ImportedRecord,
  importEntries,
  ImportEntrySchemas,
  ImportKind,
  judgeImport,
  TimelineQuery,
} from '@countersign/plugin-governance-common';
import { Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { Caller } from '../access/Caller';
import { PlainAccess } from '../access/PlainAccess';
import { timelineEvents } from '../ledger/timelineEvents';
import { Journal } from '../units/Journal';
import { Unit } from '../units/Unit';
import { ImportedStore } from './ImportedStore';

type BroughtRecord = BroughtRecords['records'][number];
type Fate = Brought['records'][number];

/** What an area with such records brings. */
export interface ImportDeskOptions {
  kind: ImportKind;
  knex: Knex;
  ledger: Pick<
    Ledger,
    'appendAll' | 'entriesOf' | 'timeline' | 'exportSubject'
  >;
  access: PlainAccess;
  permissions: { read: BasicPermission; bring: BasicPermission };
  /** Of these, the ones that the catalog has. */
  knownItems(refs: readonly string[]): Promise<ReadonlySet<string>>;
}

/**
 * Takes records over from other systems and shows them. They stand beside those of the area: there is no verb for them,
 * and so nothing that could approve, start or close one, whoever brought it.
 */
export class ImportDesk {
  readonly #options: ImportDeskOptions;
  readonly #store: ImportedStore;
  readonly #journal: Journal<ImportEntrySchemas>;

  constructor(options: ImportDeskOptions) {
    const { knex, ledger, kind } = options;
    this.#options = options;
    this.#store = new ImportedStore(kind);
    this.#journal = new Journal<ImportEntrySchemas>({
      ...{ knex, ledger },
      entries: importEntries,
      foundOnRetry: ['imported_records_foreign'],
      // No event goes out: nothing happened but that something is here now.
      eventOf: () => undefined,
    });
  }

  async list(caller: Caller, filters: ImportedFilters): Promise<ImportedPage> {
    await this.#demandReading(caller);
    return this.#store.list(this.#options.knex, filters);
  }

  /** @throws NotFoundError */
  async get(caller: Caller, number: string): Promise<ImportedDetail> {
    await this.#demandReading(caller);
    const record = await this.#find(number);
    return { record, digestNow: importedDigest(record.content) };
  }

  /** What the ledger holds about one, newest first. */
  async timeline(caller: Caller, number: string, page: TimelineQuery) {
    await this.get(caller, number);
    return timelineEvents(this.#options.ledger, number, page);
  }

  /** The evidence bundle of one: what `countersign verify` checks. */
  async evidence(caller: Caller, number: string, since?: string) {
    await this.get(caller, number);
    const { ledger } = this.#options;
    return ledger.exportSubject(number, { olderCheckpoint: since });
  }

  /**
   * Takes over what is not here yet, all of it or nothing. Brought again, nothing is there twice: what is here stays, or
   * is replaced where it differs and the request says so.
   */
  async bring(caller: Caller, body: BroughtRecords): Promise<Brought> {
    const { access, permissions, knownItems, kind } = this.#options;
    await access.demand(
      caller,
      permissions.bring,
      `You may not import ${kind}s.`,
    );
    const { system, records, dryRun } = body;
    const known = await knownItems([
      ...new Set(records.flatMap(({ content }) => content.items)),
    ]);
    const numbers = records.map(({ number }) => number);
    if (dryRun) {
      const here = await this.#store.findForeign(
        this.#options.knex,
        system,
        numbers,
        { lock: false },
      );
      return {
        records: records.map(each => fateOf(each, body, { known, here })),
      };
    }
    return this.#journal.run(caller, async unit => {
      const here = await this.#store.findForeign(unit.trx, system, numbers, {
        lock: true,
      });
      const fates: Fate[] = [];
      for (const each of records) {
        const fate = fateOf(each, body, { known, here });
        const taken = await this.#take(unit, each, body, fate, here);
        // The same number once more in one request is held against what the first one left.
        if (taken) here.set(each.number, taken);
        fates.push({ ...fate, number: taken?.number ?? fate.number });
      }
      return { records: fates };
    });
  }

  async #take(
    unit: Unit<ImportEntrySchemas>,
    { row, number: foreignNumber, content }: BroughtRecord,
    { system, file }: BroughtRecords,
    { outcome, differences }: Fate,
    here: ReadonlyMap<string, ImportedRecord>,
  ): Promise<ImportedRecord | undefined> {
    const { trx, now, actor } = unit;
    const from = { ...file, row };
    const digest = importedDigest(content);
    if (outcome === 'new') {
      const taken = await this.#store.insert(
        trx,
        { system, foreignNumber, content },
        { now, by: actor.ref },
      );
      const { title, state, openedAt } = content;
      const { kind } = this.#options;
      await unit.record('import.recorded', taken.number, {
        ...{ kind, system, foreignNumber },
        ...{ title, state, openedAt, digest, from },
      });
      return taken;
    }
    const before = here.get(foreignNumber);
    if (outcome !== 'updated' || !before) return undefined;
    const taken = await this.#store.update(trx, before, content, now);
    await unit.record('import.updated', taken.number, {
      before: before.digest,
      ...{ digest, fields: differences, from },
    });
    return taken;
  }

  async #find(number: string): Promise<ImportedRecord> {
    const { knex, kind } = this.#options;
    const record = await this.#store.find(knex, number);
    if (!record) {
      throw new NotFoundError(`There is no imported ${kind} ${number}`);
    }
    return record;
  }

  async #demandReading(caller: Caller): Promise<void> {
    const { access, permissions, kind } = this.#options;
    await access.demand(
      caller,
      permissions.read,
      `You may not read imported ${kind}s`,
    );
  }
}

/** What becomes of a record, by what is here. */
function fateOf(
  { row, number: foreignNumber, content }: BroughtRecord,
  { update }: Pick<BroughtRecords, 'update'>,
  world: {
    known: ReadonlySet<string>;
    here: ReadonlyMap<string, ImportedRecord>;
  },
): Fate {
  const unknown = content.items.filter(ref => !world.known.has(ref));
  const before = world.here.get(foreignNumber);
  const about = { row, foreignNumber, number: before?.number };
  if (unknown.length) {
    const message = `the catalog has no ${unknown.join(
      ', ',
    )}. Correct it in the mapping, or map it to nothing.`;
    const problems = [{ field: 'items', message }];
    return { ...about, outcome: 'refused', differences: [], problems };
  }
  return {
    ...about,
    ...judgeImport(before?.content, content, { update }),
    problems: [],
  };
}
