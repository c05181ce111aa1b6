import { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  Run,
  RunFilters,
  runNumber,
  RunPage,
  runSchema,
} from '@countersign/plugin-compliance-evidence-common';
import { RunFilter } from '@countersign/plugin-compliance-evidence-node';
import {
  applyCriteria,
  compact,
  countUpTo,
  iso,
  json,
  KeysetList,
  Row,
  snakeCase,
  TextSearch,
  writtenMeanwhile,
} from '@countersign/plugin-governance-node';
import { Knex } from 'knex';

/** Counting stops here: nobody reads so far. */
const COUNTED = 1000;

const order = {
  sort: 'requested',
  column: 'requested_at',
  order: 'desc',
} as const;

/** What rules ask for, by its column. */
export const runRuleColumns = {
  requestedBy: { column: 'requested_by', array: false },
};

/** A signed pack in the store. */
export interface StoredPack {
  key: string;
  sha256: string;
  size: number;
  manifestDigest: string;
}

/** A run, with what only the backend needs. */
export interface StoredRun {
  run: Run;
  recipients: string[];
  /** Which taking of it this is. */
  lease: number;
  tree?: { size: number; root: string };
  /** In the store: the ledger bundle that its pack holds. */
  ledgerBundle?: string;
  pack?: StoredPack;
}

/** What is written of a run on its way. */
export type RunFields = Partial<
  Pick<
    Run,
    | 'state'
    | 'phase'
    | 'endedAt'
    | 'failure'
    | 'sourceRows'
    | 'resultRows'
    | 'violations'
  > &
    Pick<StoredRun, 'tree' | 'ledgerBundle' | 'pack'>
>;

/** Another replica works on the run, or it was canceled: nothing more of it is to be written here. */
export class LeaseLost extends Error {
  constructor(number: string) {
    super(`${number} is no longer worked on here`);
    this.name = 'LeaseLost';
  }
}

/** Runs, one row each. */
export class RunStore {
  /** @returns undefined where its schedule asked for the run already */
  async insert(
    trx: Knex.Transaction,
    run: Omit<Run, 'number' | 'version' | 'state' | 'phase'> & {
      recipients: readonly string[];
    },
  ): Promise<StoredRun | undefined> {
    const { rows } = await trx.raw<{ rows: { seq: string }[] }>(
      `SELECT nextval('run_numbers')::text AS seq`,
    );
    const [{ seq }] = rows;
    const [row] = await trx('runs')
      .insert({
        ...columnsOf(run),
        seq,
        number: runNumber.of(seq),
        state: 'queued',
        phase: 'snapshot',
      })
      .onConflict(['report', 'scheduled_for'])
      .ignore()
      .returning('*');
    return row && toStored(row);
  }

  /** By their numbers, in any order; those that are not there are left out. */
  async find(db: Knex, numbers: readonly string[]): Promise<StoredRun[]> {
    return (await db('runs').whereIn('number', numbers)).map(toStored);
  }

  /** @throws Error where it is not there */
  async byId(db: Knex, id: string): Promise<Run> {
    const row = await db('runs').where({ id }).first();
    if (!row) throw new Error(`There is no run with the id ${id}`);
    return toStored(row).run;
  }

  /** Locked until the transaction ends: its ledger entries are numbered. */
  async lock(
    trx: Knex.Transaction,
    number: string,
  ): Promise<StoredRun | undefined> {
    const row = await trx('runs').where({ number }).forNoKeyUpdate().first();
    return row && toStored(row);
  }

  /**
   * Takes the run that has waited longest and is with nobody: no other replica takes it until the lease ends.
   */
  async takeNext(db: Knex, leaseMs: number): Promise<StoredRun | undefined> {
    const next = db('runs')
      .whereIn('state', ['queued', 'running'])
      .whereRaw('coalesce(leased_until <= now(), true)')
      .orderBy(['requested_at', 'seq'])
      .forNoKeyUpdate()
      .skipLocked()
      .limit(1)
      .select('id');
    const [row] = await db('runs')
      .where('id', next)
      .update({
        state: 'running',
        lease: db.raw('lease + 1'),
        leased_until: inMs(db, leaseMs),
        started_at: db.raw('coalesce(started_at, now())'),
      })
      .returning('*');
    return row && toStored(row);
  }

  /** Keeps it for longer. @returns false where another one has it, or it was canceled */
  async extend(
    db: Knex,
    { run, lease }: Pick<StoredRun, 'run' | 'lease'>,
    leaseMs: number,
  ): Promise<boolean> {
    const count = await db('runs')
      .where({ id: run.id, lease, state: 'running' })
      .update({ leased_until: inMs(db, leaseMs) });
    return count > 0;
  }

  /** Gives it back, for whoever takes it from then on. */
  async release(
    db: Knex,
    { run, lease }: Pick<StoredRun, 'run' | 'lease'>,
    afterMs = 0,
  ): Promise<void> {
    await db('runs')
      .where({ id: run.id, lease })
      .update({ leased_until: inMs(db, afterMs) });
  }

  /**
   * Locks the run that one works on, so that what is written with it is written by nobody else.
   *
   * @throws LeaseLost
   */
  async hold(
    trx: Knex.Transaction,
    { run, lease }: Pick<StoredRun, 'run' | 'lease'>,
  ): Promise<StoredRun> {
    const row = await trx('runs')
      .where({ id: run.id, lease, state: 'running' })
      .forNoKeyUpdate()
      .first();
    if (!row) throw new LeaseLost(run.number);
    return toStored(row);
  }

  /** Writes a run that is locked or held. */
  async update(
    trx: Knex.Transaction,
    id: string,
    fields: RunFields,
  ): Promise<StoredRun> {
    const [row] = await trx('runs')
      .where({ id })
      .update(columnsOf(fields))
      .returning('*');
    return toStored(row);
  }

  /**
   * Writes what a person decided about a locked run: one version up, and whoever works on it works on it no more.
   *
   * @param version - of the run that the caller read
   * @throws ConflictError when somebody else decided since
   */
  async decide(
    trx: Knex.Transaction,
    { id, number }: Run,
    version: number,
    fields: RunFields,
  ): Promise<StoredRun> {
    const [row] = await trx('runs')
      .where({ id, version })
      .update({
        ...columnsOf(fields),
        version: version + 1,
        lease: trx.raw('lease + 1'),
        leased_until: null,
        ...(fields.state === 'queued' && { failure: null, ended_at: null }),
      })
      .returning('*');
    if (!row) throw writtenMeanwhile(number);
    return toStored(row);
  }

  /**
   * Writes that a person decided something beside the way of a locked run: one version up, and whoever works on it goes on.
   *
   * @param version - of the run that the caller read
   * @throws ConflictError when somebody else decided since
   */
  async touch(
    trx: Knex.Transaction,
    { id, number }: Run,
    version: number,
  ): Promise<StoredRun> {
    const [row] = await trx('runs')
      .where({ id, version })
      .update({ version: version + 1 })
      .returning('*');
    if (!row) throw writtenMeanwhile(number);
    return toStored(row);
  }

  /** A page of the runs that fit every filter, the newest first. */
  async list(
    db: Knex,
    { state, report, requestedBy, entityRef, q, limit, cursor }: RunFilters,
    readable?: PermissionCriteria<RunFilter>,
  ): Promise<RunPage> {
    const matching = () => {
      const query = db('runs');
      if (state) query.whereIn('state', state);
      if (report) query.whereIn('report', report);
      if (requestedBy) query.whereIn('requested_by', requestedBy);
      if (entityRef) {
        query.whereIn(
          'id',
          db('run_entities').whereIn('entity_ref', entityRef).select('run_id'),
        );
      }
      if (q) new TextSearch(q).filter(query);
      if (readable) {
        query.where(all => applyCriteria(all, readable, runRuleColumns));
      }
      return query;
    };
    const page = await new KeysetList({
      ...order,
      limit,
      cursor,
      table: 'runs',
      columns: ['*'],
      toItem: row => toStored(row).run,
    }).page(matching());
    return { ...page, count: await countUpTo(db, matching(), COUNTED) };
  }

  /** The last run of each report. */
  async lastOfEach(db: Knex): Promise<Run[]> {
    const rows = await db('runs')
      .distinctOn('report')
      .orderBy(['report', { column: 'seq', order: 'desc' }]);
    return rows.map(row => toStored(row).run);
  }

  /** Of each report, the last completed run whose answers name an entity, and how many violations are about it. */
  async lastNaming(
    db: Knex,
    entityRef: string,
    readable?: PermissionCriteria<RunFilter>,
  ): Promise<{ run: Run; violations: number }[]> {
    const query = db('runs')
      .join('run_entities', 'run_entities.run_id', 'runs.id')
      .where({
        'run_entities.entity_ref': entityRef,
        'runs.state': 'completed',
      })
      .distinctOn('runs.report')
      .orderBy(['runs.report', { column: 'runs.seq', order: 'desc' }])
      .select('runs.*', 'run_entities.violations as naming');
    if (readable) {
      query.where(all => applyCriteria(all, readable, runRuleColumns));
    }
    return (await query).map(({ naming, ...row }) => ({
      run: toStored(row).run,
      violations: Number(naming),
    }));
  }

  /** Those that its schedule asked for and whose deadline is past, the earliest first. */
  async due(db: Knex, report: string, now: Date): Promise<Run[]> {
    const rows = await db('runs')
      .where({ report })
      .whereNotNull('scheduled_for')
      .where('deadline', '<=', now)
      .orderBy('scheduled_for');
    return rows.map(row => toStored(row).run);
  }

  /** Runs whose deadline is near or past, that have not ended well, and of which nobody was told. Marks them. */
  async takeLate(trx: Knex.Transaction, before: Date): Promise<StoredRun[]> {
    const rows = await trx('runs')
      .where('deadline', '<=', before)
      .where({ deadline_told: false })
      .whereNot({ state: 'completed' })
      .whereNot({ state: 'canceled' })
      .update({ deadline_told: true })
      .returning('*');
    return rows.map(toStored);
  }
}

const asJson = new Set([
  'parameters',
  'period',
  'recipients',
  'failure',
  'tree',
  'pack',
]);

function columnsOf(fields: object): Record<string, any> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      snakeCase(name),
      asJson.has(name) ? json(value) : value,
    ]),
  );
}

function inMs(db: Knex, ms: number): Knex.Raw {
  return db.raw(`now() + ? * interval '1 millisecond'`, [ms]);
}

const count = (value: unknown) =>
  value === null || value === undefined ? undefined : Number(value);

function toStored(row: Row): StoredRun {
  const run = compact({
    ...row,
    reportDigest: row.report_digest,
    requestedBy: row.requested_by,
    requestedAt: iso(row.requested_at),
    scheduledFor: iso(row.scheduled_for),
    deadline: iso(row.deadline),
    startedAt: iso(row.started_at),
    endedAt: iso(row.ended_at),
    sourceRows: count(row.source_rows),
    resultRows: count(row.result_rows),
    violations: count(row.violations),
  });
  return compact({
    run: runSchema.parse(run),
    recipients: row.recipients as string[],
    lease: Number(row.lease),
    tree: row.tree as StoredRun['tree'],
    ledgerBundle: row.ledger_bundle as string | undefined,
    pack: row.pack as StoredPack | undefined,
  });
}
