import {
  Drill,
  DrillCounts,
  DrillFacts,
  drillFactsSchema,
  DrillFilters,
  drillNumber,
} from '@countersign/plugin-chaos-drills-common';
import { CountedPage, Period } from '@countersign/plugin-governance-common';
import {
  FactStore,
  factColumns,
  Row,
  StoredFacts,
  TextSearch,
} from '@countersign/plugin-governance-node';
import { Knex } from 'knex';

/** A drill as its row holds it. */
export type StoredDrill = StoredFacts<DrillFacts>;

function columnsOf({ measurement, response, report, ...facts }: DrillFacts) {
  return {
    title: facts.title,
    entity: facts.entity,
    scenario: facts.scenario ?? null,
    experiment: facts.experiment,
    state: facts.state,
    retest_of: facts.retestOf ?? null,
    schedule: facts.schedule?.experiment ?? null,
    occasion_start: facts.schedule?.start ?? null,
    occasion_end: facts.schedule?.end ?? null,
    outcome: facts.outcome ?? null,
    ended_at: facts.endedAt ?? null,
    measured: measurement !== undefined,
    missed: measurement?.missed ?? false,
    problem: facts.problem ?? null,
    awaits_response: measurement?.alert !== undefined && !response,
    awaits_report:
      facts.state === 'ended' && facts.change !== undefined && !report,
  };
}

/** Drills, one row each. */
export class DrillStore extends FactStore<DrillFacts> {
  constructor() {
    super({
      table: 'drills',
      sequence: 'drill_numbers',
      number: drillNumber,
      schema: drillFactsSchema,
      columnsOf,
    });
  }

  /** Those that fit every filter, the last written first, a page at a time. */
  list(db: Knex, filters: DrillFilters): Promise<CountedPage<StoredDrill>> {
    const { state, entity, scenario, outcome, missed, ...others } = filters;
    const { retestOf, change, q, ...rest } = others;
    const { endedFrom, endedTo, ...paging } = rest;
    return this.page(db, paging, query => {
      if (endedFrom) query.where('ended_at', '>=', endedFrom);
      if (endedTo) query.where('ended_at', '<', endedTo);
      if (retestOf) query.whereIn('retest_of', retestOf);
      if (change) query.whereIn('change', change);
      if (state) query.whereIn('state', state);
      if (entity) query.whereIn('entity', entity);
      if (scenario) query.whereIn('scenario', scenario);
      if (outcome) query.whereIn('outcome', outcome);
      if (missed !== undefined) query.where({ missed });
      return q ? new TextSearch(q).filter(query) : query;
    });
  }

  /** How many that were played ended in a time, how many of them passed, and of how many the alert was missed. */
  async counts(
    db: Knex,
    { from, to }: Period,
    items: readonly string[] | undefined,
  ): Promise<DrillCounts> {
    const query = db('drills')
      .where({ state: 'ended' })
      .where('ended_at', '>=', from)
      .where('ended_at', '<', to);
    if (items) query.whereRaw('entity = ANY (?::text[])', [[...items]]);
    const row: Row = await query.first(
      db.raw('count(*) AS ended'),
      db.raw(`count(*) FILTER (WHERE outcome = 'passed') AS passed`),
      db.raw('count(*) FILTER (WHERE missed) AS missed'),
    );
    return {
      ended: Number(row.ended),
      passed: Number(row.passed),
      missed: Number(row.missed),
    };
  }

  /** Numbers of those that run. */
  async running(db: Knex): Promise<string[]> {
    return db('drills')
      .where({ state: 'running' })
      .orderBy('seq')
      .pluck('number');
  }

  /** Those that a schedule planned and nobody started in their window. */
  async notStarted(db: Knex, now: Date, limit: number): Promise<string[]> {
    return db('drills')
      .where({ state: 'planned' })
      .where('occasion_end', '<=', now)
      .orderBy('occasion_end')
      .limit(limit)
      .pluck('number');
  }

  /** Those that are over and not measured yet, the longest first. */
  async unmeasured(db: Knex, limit: number): Promise<StoredDrill[]> {
    const rows = await db('drills')
      .where({ state: 'ended', measured: false })
      .orderBy('ended_at')
      .limit(limit)
      .select(factColumns);
    return rows.map(row => this.toStored(row));
  }

  /** Those whose alert was missed and that have no problem yet. */
  async unexplained(db: Knex, limit: number): Promise<StoredDrill[]> {
    const rows = await db('drills')
      .where({ missed: true })
      .whereNull('problem')
      .orderBy('ended_at')
      .limit(limit)
      .select(factColumns);
    return rows.map(row => this.toStored(row));
  }

  /** Those whose alert is known and whose answer is not, of the time after an instant. */
  async unanswered(
    db: Knex,
    after: Date,
    limit: number,
  ): Promise<StoredDrill[]> {
    const rows = await db('drills')
      .where({ awaits_response: true })
      .where('ended_at', '>', after)
      .orderBy('ended_at')
      .limit(limit)
      .select(factColumns);
    return rows.map(row => this.toStored(row));
  }

  /** Those that ran and are not on their change yet, of the time after an instant. */
  async unreported(
    db: Knex,
    after: Date,
    limit: number,
  ): Promise<StoredDrill[]> {
    const rows = await db('drills')
      .where({ awaits_report: true })
      .where('ended_at', '>', after)
      .orderBy('ended_at')
      .limit(limit)
      .select(factColumns);
    return rows.map(row => this.toStored(row));
  }

  /** Those that are measured, the newest first. */
  async measured(db: Knex, limit: number): Promise<StoredDrill[]> {
    const rows = await db('drills')
      .where({ measured: true })
      .orderBy('ended_at', 'desc')
      .limit(limit)
      .select(factColumns);
    return rows.map(row => this.toStored(row));
  }

  /** The last one of each service and scenario that was played to its end; of one service where it is named. */
  async lastPlayed(
    db: Knex,
    only?: string,
  ): Promise<{ entity: string; scenario: string; endedAt: string }[]> {
    const rows = await db('drills')
      .whereIn('outcome', ['passed', 'deviated'])
      .whereNotNull('scenario')
      .where(only === undefined ? {} : { entity: only })
      .groupBy('entity', 'scenario')
      .select<{ entity: string; scenario: string; last: Date }[]>(
        'entity',
        'scenario',
        db.raw('max(ended_at) AS last'),
      );
    return rows.map(({ entity, scenario, last }) => ({
      ...{ entity, scenario },
      endedAt: last.toISOString(),
    }));
  }
}

/** A drill as its readers get it. */
export function drillOf({ id, version, updatedAt, facts }: StoredDrill): Drill {
  return { ...facts, id, version, updatedAt };
}
