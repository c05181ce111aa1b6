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
import { KeptVerdict } from './ObjectiveStore';

/** An objective with what its page shows beyond the list. */
export interface ObjectiveRecord {
  summary: ObjectiveSummary;
  objective: Objective;
  digest: string;
  file: string;
  line: number;
  text: string;
  measurement: string;
  standing?: Standing;
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
    const { limit, cursor, q, state, owner, system, component } = query;
    const found = knex('objectives')
      .whereNull('retired_at')
      .orderBy('id')
      .limit(limit + 1);
    const wanted = { state, owner, system, component };
    for (const [column, value] of Object.entries(wanted)) {
      if (value !== undefined) found.where(column, value);
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

  async find(knex: Knex, id: string): Promise<ObjectiveRecord | undefined> {
    const row = await knex('objectives')
      .where({ id })
      .whereNull('retired_at')
      .first();
    return (
      row && {
        summary: summaryOf(row),
        objective: row.definition,
        digest: row.digest,
        file: row.file,
        line: row.line,
        text: row.text,
        measurement: String(row.measurement),
        standing: row.standing ?? undefined,
        verdicts: row.verdicts ?? [],
        since: row.meter?.since,
      }
    );
  }
}

function summaryOf(row: Row): ObjectiveSummary {
  const { window, target } = row.definition as Objective;
  const standing = row.standing as (Standing & { measured: number }) | null;
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
