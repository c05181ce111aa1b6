import {
  Finding,
  FindingFacts,
  findingFactsSchema,
  FindingFilters,
  findingNumber,
  FindingStanding,
  findingState,
  FindingState,
  OpenFindings,
} from '@countersign/plugin-compliance-evidence-common';
import { CountedPage } from '@countersign/plugin-governance-common';
import {
  factColumns,
  FactStore,
  iso,
  Row,
  StoredFacts,
  TextSearch,
} from '@countersign/plugin-governance-node';
import { Knex } from 'knex';

/** A finding as its row holds it. */
export interface StoredFinding extends StoredFacts<FindingFacts> {
  lastSeenRun: string;
  /** When the last source of that run was taken. */
  lastSeenAt: string;
  absentRun?: string;
}

const columns = [...factColumns, 'last_seen_run', 'last_seen_at', 'absent_run'];

/** The answer of one run to one question, and when the first or the last of its sources was taken. */
interface Showing {
  report: string;
  question: string;
  run: string;
  taken: string;
  /** Of what happened in a period: its end. */
  periodEnd?: string;
}

/** How many findings of a question stand where. */
export interface CountedFindings {
  report: string;
  question: string;
  state: FindingState;
  count: number;
}

/** Where a finding stands at a moment, in SQL; see `findingState`. */
const stateAt = `CASE WHEN state = 'accepted' AND accepted_until <= ? THEN 'open' ELSE state END`;

/** How framework and id of a control stand in one column. */
export const controlColumn = (control: { framework: string; id: string }) =>
  `${control.framework}/${control.id}`;

function columnsOf(facts: FindingFacts) {
  const settled = facts.closing?.absence ? undefined : facts.closing;
  const accepted = facts.state === 'accepted' ? facts.acceptance : undefined;
  return {
    title: facts.title,
    fingerprint: facts.fingerprint,
    report: facts.report,
    question: facts.question,
    severity: facts.severity,
    state: facts.state,
    accepted_until: accepted?.until ?? null,
    accepted_by: accepted?.by ?? null,
    settled_by: settled?.by ?? null,
    period_end: facts.period?.end ?? null,
    hands: facts.hands,
    controls: facts.controls.map(controlColumn),
    entity_ref: facts.entityRef ?? null,
    owner: facts.owner ?? null,
    team: facts.team ?? null,
  };
}

/** Findings, one row each. */
export class FindingStore extends FactStore<FindingFacts> {
  constructor() {
    super({
      table: 'findings',
      sequence: 'finding_numbers',
      number: findingNumber,
      schema: findingFactsSchema,
      columnsOf,
    });
  }

  /** By number, with the runs that speak of it. */
  async seen(db: Knex, number: string): Promise<StoredFinding | undefined> {
    const row = await db('findings').where({ number }).first(columns);
    return row && this.#toSeen(row);
  }

  /** The same, locked until the transaction ends. */
  async lockSeen(
    trx: Knex.Transaction,
    number: string,
  ): Promise<StoredFinding | undefined> {
    const row = await trx('findings')
      .where({ number })
      .forUpdate()
      .first(columns);
    return row && this.#toSeen(row);
  }

  /** Those of these fingerprints, locked in the order of their numbers. */
  async lockFingerprints(
    trx: Knex.Transaction,
    fingerprints: readonly string[],
  ): Promise<Map<string, StoredFinding>> {
    const rows = await trx('findings')
      .whereIn('fingerprint', fingerprints)
      .orderBy('seq')
      .forUpdate()
      .select(columns);
    return new Map(
      rows
        .map(row => this.#toSeen(row))
        .map(stored => [stored.facts.fingerprint, stored]),
    );
  }

  /** As many new numbers. */
  async nextNumbers(trx: Knex.Transaction, count: number): Promise<string[]> {
    const { rows } = await trx.raw<{ rows: { seq: string }[] }>(
      `SELECT nextval('finding_numbers')::text AS seq FROM generate_series(1, ?)`,
      [count],
    );
    return rows.map(({ seq }) => findingNumber.of(seq));
  }

  /** Writes new ones, all seen by their first run. */
  async insertAll(
    trx: Knex.Transaction,
    all: readonly { id: string; facts: FindingFacts }[],
    now: Date,
  ): Promise<void> {
    if (all.length === 0) return;
    await trx('findings').insert(
      all.map(({ id, facts }) => ({
        id,
        seq: facts.number.slice(findingNumber.prefix.length),
        number: facts.number,
        created_at: now,
        updated_at: now,
        facts: JSON.stringify(facts),
        ...columnsOf(facts),
        last_seen_run: facts.seen.run,
        last_seen_at: facts.seen.taken ?? now,
      })),
    );
  }

  /**
   * Says that a run saw them. One with older data says nothing about what newer data shows.
   *
   * @param taken - When the last of its sources was taken.
   */
  async markSeen(
    trx: Knex.Transaction,
    numbers: readonly string[],
    { run, taken }: Pick<Showing, 'run' | 'taken'>,
  ): Promise<void> {
    if (numbers.length === 0) return;
    const ifNewer = (column: string) =>
      trx.raw('CASE WHEN absent_at > ?::timestamptz THEN ?? END', [
        taken,
        column,
      ]);
    await trx('findings')
      .whereIn('number', numbers)
      .where('last_seen_at', '<', taken)
      .update({
        last_seen_run: run,
        last_seen_at: taken,
        absent_run: ifNewer('absent_run'),
        absent_at: ifNewer('absent_at'),
      });
  }

  /** Two runs of a report turn answers into findings one after the other: each finding is opened once. */
  async lockReport(trx: Knex.Transaction, report: string): Promise<void> {
    await trx.raw('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [
      `compliance-evidence/findings/${report}`,
    ]);
  }

  /** The runs that saw unsettled findings of a question last, in older data than this one has. */
  async earlierSightings(
    trx: Knex.Transaction,
    { report, question, taken, periodEnd }: Omit<Showing, 'run'>,
  ): Promise<string[]> {
    const rows = await trx('findings')
      .where({ report, question, period_end: periodEnd ?? null })
      .whereNot({ state: 'closed' })
      .where('last_seen_at', '<', taken)
      .distinct('last_seen_run');
    return rows.map(row => row.last_seen_run);
  }

  /** Says that a run no longer shows what those runs saw last. */
  async markAbsent(
    trx: Knex.Transaction,
    { report, question, run, taken, periodEnd }: Showing,
    lastSeen: readonly string[],
  ): Promise<void> {
    if (lastSeen.length === 0) return;
    await trx('findings')
      .where({ report, question, period_end: periodEnd ?? null })
      .whereNot({ state: 'closed' })
      .whereIn('last_seen_run', lastSeen)
      .where(earlier =>
        earlier.whereNull('absent_at').orWhere('absent_at', '<', taken),
      )
      .update({ absent_run: run, absent_at: taken });
  }

  /** How many stand where, by question, without those that are closed. */
  async counts(db: Knex, now: Date): Promise<CountedFindings[]> {
    const rows = await db('findings')
      .whereNot({ state: 'closed' })
      .groupByRaw('1, 2, 3')
      .select(
        'report',
        'question',
        db.raw(`${stateAt} AS state`, [now]),
        db.raw('count(*)::int AS count'),
      );
    return rows;
  }

  /** Which entities have open ones, with the numbers of the first of them. */
  async openByEntity(
    db: Knex,
    now: Date,
    { most }: { most: number },
  ): Promise<OpenFindings['items']> {
    const rows: Row[] = await db('findings')
      .whereNotNull('entity_ref')
      .whereNot({ state: 'closed' })
      .whereRaw(`${stateAt} = 'open'`, [now])
      .groupBy('entity_ref')
      .orderBy('entity_ref')
      .select(
        'entity_ref',
        db.raw('count(*) AS count'),
        db.raw('(array_agg(number ORDER BY seq))[1:?::int] AS numbers', [most]),
      );
    return rows.map(row => ({
      entityRef: String(row.entity_ref),
      count: Number(row.count),
      numbers: row.numbers as string[],
    }));
  }

  /** How many of some items are open, of these how many weigh most, and of how many the acceptance ended. */
  async standing(
    db: Knex,
    now: Date,
    items: readonly string[] | undefined,
  ): Promise<FindingStanding> {
    const query = db('findings').whereNot({ state: 'closed' });
    if (items) query.whereRaw('entity_ref = ANY (?::text[])', [[...items]]);
    const row: Row = await query.first(
      db.raw(`count(*) FILTER (WHERE ${stateAt} = 'open') AS open`, [now]),
      db.raw(
        `count(*) FILTER (WHERE ${stateAt} = 'open' AND severity IN ('high', 'critical')) AS grave`,
        [now],
      ),
      db.raw(`count(*) FILTER (WHERE ${stateAt} = 'accepted') AS accepted`, [
        now,
      ]),
      db.raw(
        `count(*) FILTER (WHERE state = 'accepted' AND accepted_until <= ?) AS ended`,
        [now],
      ),
    );
    return {
      open: Number(row.open),
      grave: Number(row.grave),
      accepted: Number(row.accepted),
      ended: Number(row.ended),
    };
  }

  /** Findings of a control that are not closed: the first of them. */
  async unsettledOf(
    db: Knex,
    control: { framework: string; id: string },
    limit: number,
  ): Promise<string[]> {
    const rows = await db('findings')
      .whereRaw('controls @> ARRAY[?]::text[]', [controlColumn(control)])
      .whereNot({ state: 'closed' })
      .orderBy('seq')
      .limit(limit)
      .select('number');
    return rows.map(({ number }) => number);
  }

  /** Those that fit every filter, the last written first, a page at a time. */
  async list(
    db: Knex,
    filters: FindingFilters,
    now: Date,
  ): Promise<CountedPage<StoredFinding>> {
    return this.pageOf(db, filters, query => filtered(query, filters, now), {
      columns,
      toItem: row => this.#toSeen(row),
    });
  }

  #toSeen(row: Row): StoredFinding {
    return {
      ...this.toStored(row),
      lastSeenRun: String(row.last_seen_run),
      lastSeenAt: iso(row.last_seen_at)!,
      ...(row.absent_run !== null && { absentRun: String(row.absent_run) }),
    };
  }
}

function filtered(
  query: Knex.QueryBuilder,
  filters: FindingFilters,
  now: Date,
): Knex.QueryBuilder {
  const { state, severity, report, question, run, entityRef } = filters;
  if (state) {
    query.whereRaw(`${stateAt} = ANY (?::text[])`, [now, state]);
  }
  if (severity) query.whereIn('severity', severity);
  if (report) query.whereIn('report', report);
  if (question) query.whereIn('question', question);
  if (run) query.whereIn('last_seen_run', run);
  if (entityRef) query.whereIn('entity_ref', entityRef);
  if (filters.owner) query.whereIn('owner', filters.owner);
  if (filters.team) query.whereIn('team', filters.team);
  if (filters.control) {
    query.whereRaw('controls && ?::text[]', [filters.control]);
  }
  return filters.q ? new TextSearch(filters.q).filter(query) : query;
}

/** A finding as its readers get it: where it stands now. */
export function findingOf(
  { id, version, updatedAt, facts, lastSeenRun, absentRun }: StoredFinding,
  now: Date,
): Finding {
  return {
    ...facts,
    state: findingState(facts, now.toISOString()),
    id,
    version,
    updatedAt,
    lastSeenRun,
    ...(absentRun !== undefined && { absentRun }),
  };
}
