import { compact, iso, Row } from '@countersign/plugin-governance-node';
import {
  ListObjectivesQuery,
  Objective,
  ObjectiveState,
  ObjectiveSummary,
  Standing,
  windowLength,
} from '@countersign/plugin-service-levels-common';
import { Knex } from 'knex';
import { TroubledObjective } from '../services/measuringProblems';
import { KeptVerdict } from './ObjectiveStore';

const LITTLE_TRAFFIC = 1_000_000;
const MOST_TROUBLED = 1_000;

/** An objective with what its page shows beyond the list. */
export interface ObjectiveRecord {
  summary: ObjectiveSummary;
  objective: Objective;
  digest: string;
  file: string;
  line: number;
  text: string;
  measurement: string;
  standing?: Standing & { measured: number };
  verdicts: KeptVerdict[];
  since?: number;
}

/** Objectives as pages read them. */
export class ObjectiveListStore {
  /** In the order of their names. */
  async list(
    knex: Knex,
    query: ListObjectivesQuery,
  ): Promise<{ items: ObjectiveSummary[]; nextCursor?: string }> {
    const { limit, cursor, q, component, ...filters } = query;
    const found = measured(knex)
      .whereNull('retired_at')
      .orderBy('id')
      .limit(limit + 1);
    if (component !== undefined) found.where({ component });
    for (const [column, values] of Object.entries(filters)) {
      if (values) found.whereIn(column, values);
    }
    if (cursor !== undefined) found.where('id', '>', cursor);
    if (q !== undefined) {
      found.whereRaw('strpos(lower(title || ? || id), lower(?)) > 0', [
        '\n',
        q,
      ]);
    }
    const rows: Row[] = await found;
    const items = rows.slice(0, limit).map(summaryOf);
    return {
      items,
      ...(rows.length > limit && { nextCursor: items.at(-1)?.id }),
    };
  }

  /** Those of which nothing can be counted, or that were measured for a while: what measuring showed of them. */
  async troubled(knex: Knex): Promise<TroubledObjective[]> {
    const rows = await measured(knex)
      .whereNull('retired_at')
      .where(either =>
        either
          .whereNotNull('problem')
          // With more nothing is too little: a share of a millionth would be seen.
          .orWhere('total', '<', LITTLE_TRAFFIC),
      )
      .orderBy('id')
      .limit(MOST_TROUBLED);
    return rows.map(row => ({
      objective: row.definition,
      file: row.file,
      line: row.line,
      problem: row.problem ?? undefined,
      standing: standingOf(row),
    }));
  }

  /** The highest promise of each of some items. */
  async promisesOf(
    knex: Knex,
    components: readonly string[],
  ): Promise<Map<string, { objective: string; target: number }>> {
    const rows = await knex('objectives')
      .whereRaw('component = ANY (?::text[])', [[...components]])
      .whereNull('retired_at')
      .select(
        'component',
        'id',
        knex.raw(`(definition->>'target')::float8 AS target`),
      )
      .orderBy(['component', { column: 'target' }, 'id']);
    return new Map(
      rows.map(({ component, id, target }) => [
        component,
        { objective: id, target: Number(target) },
      ]),
    );
  }

  async find(knex: Knex, id: string): Promise<ObjectiveRecord | undefined> {
    const row = await measured(knex)
      .where({ id })
      .whereNull('retired_at')
      .first();
    return row && recordOf(row);
  }

  /** Those of some components, or of all, in the order of their names. */
  async ofComponents(
    knex: Knex,
    components: readonly string[] | undefined,
    most: number,
  ): Promise<ObjectiveRecord[]> {
    const found = measured(knex)
      .whereNull('retired_at')
      .orderBy('id')
      .limit(most);
    if (components) {
      found.whereRaw('component = ANY (?::text[])', [[...components]]);
    }
    const rows: Row[] = await found;
    return rows.map(recordOf);
  }
}

function recordOf(row: Row): ObjectiveRecord {
  const meter = row.meter as { since?: number } | null;
  return {
    summary: summaryOf(row),
    objective: row.definition as Objective,
    digest: String(row.digest),
    file: String(row.file),
    line: Number(row.line),
    text: String(row.text),
    measurement: String(row.measurement),
    standing: standingOf(row),
    verdicts: (row.verdicts as KeptVerdict[] | null) ?? [],
    since: meter?.since,
  };
}

/** What is defined, with how it stands. */
function measured(knex: Knex) {
  return knex('objectives').joinRaw('JOIN objective_states USING (seq)');
}

function standingOf(row: Row): (Standing & { measured: number }) | undefined {
  if (row.total === null) return undefined;
  return {
    bad: Number(row.bad),
    total: Number(row.total),
    sli: Number(row.sli),
    burnRate: Number(row.burn_rate),
    budgetLeft: Number(row.budget_left),
    measured: Number(row.measured),
  };
}

function summaryOf(row: Row): ObjectiveSummary {
  const { window, target } = row.definition as Objective;
  const standing = standingOf(row);
  const text = (value: unknown) => (value as string | null) ?? undefined;
  return compact({
    id: String(row.id),
    slo: String(row.slo),
    title: String(row.title),
    service: String(row.service),
    component: text(row.component),
    owner: text(row.owner),
    system: text(row.system),
    source: String(row.source),
    target,
    window: windowLength(window),
    windowKind: window.kind,
    state: row.state as ObjectiveState,
    sli: standing?.sli,
    burnRate: standing?.burnRate,
    budgetLeft: standing?.budgetLeft,
    measured: standing?.measured,
    evaluatedAt: iso(row.evaluated_at),
    heardAt: iso(row.heard_at),
    problem: text(row.problem),
  });
}
