import { iso, Row } from '@countersign/plugin-governance-node';
import {
  AlertRun,
  AlertRuns,
  FLAPS_WITHIN_MS,
} from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';
import { StoredGroup } from './GroupStore';

/** A group that fires, as it was judged. */
export interface FiringGroup {
  group: Pick<StoredGroup, 'id' | 'entityRef' | 'condition' | 'title'>;
  beganAt: Date;
  heard: boolean;
  runbook: boolean;
  incident: string | undefined;
}

/** A run as its row holds it. */
export type StoredRun = Omit<AlertRun, 'mapped'> & {
  entityRef: string | undefined;
};

/** Runs of alerts: each group has one that goes on at most. */
export class RunStore {
  /** A group fires: its run begins, or goes on. What it was once, it was. */
  async firing(
    trx: Knex.Transaction,
    { group, beganAt, heard, runbook, incident }: FiringGroup,
  ): Promise<void> {
    await trx.raw(
      `INSERT INTO alert_runs (group_id, condition, title, entity_ref, started_at, heard, runbook, incident, calm_since)
       VALUES (:id, :condition, :title, :entityRef, :beganAt, :heard, :runbook, :incident,
         (SELECT max(ended_at) FROM alert_runs WHERE group_id = :id))
       ON CONFLICT (group_id) WHERE ended_at IS NULL DO UPDATE SET
         started_at = least(alert_runs.started_at, excluded.started_at),
         heard = alert_runs.heard OR excluded.heard,
         runbook = alert_runs.runbook OR excluded.runbook,
         incident = coalesce(excluded.incident, alert_runs.incident)`,
      {
        id: group.id,
        condition: group.condition,
        title: group.title,
        entityRef: group.entityRef ?? null,
        incident: incident ?? null,
        ...{ beganAt, heard, runbook },
      },
    );
  }

  /** Nothing of a group fires any more. */
  async quiet(trx: Knex.Transaction, id: string, endedAt: Date): Promise<void> {
    await trx.raw(
      'UPDATE alert_runs SET ended_at = greatest(started_at, ?) WHERE group_id = ? AND ended_at IS NULL',
      [endedAt, id],
    );
  }

  /** Those that began in the period, in no order: to sort them would take as long as to read them. */
  async started(
    db: Knex,
    { from, to }: { from: string; to: string },
    entityRef: readonly string[] | undefined,
  ): Promise<StoredRun[]> {
    // As one text: rows, dates and JSON are costly by the ten thousand. Neither references nor numbers hold a tab.
    const { rows } = await db.raw(
      `SELECT string_agg(
           concat_ws(E'\\t', id, heard, runbook, ended_at IS NOT NULL,
             coalesce(started_at - calm_since <= :flapsWithin * interval '1 millisecond', false),
             coalesce(incident, ''), coalesce(entity_ref, '')),
           E'\\n') AS runs
       FROM alert_runs
       WHERE started_at >= :from AND started_at < :to
         AND (:entities::text[] IS NULL OR entity_ref = ANY (:entities::text[]))`,
      {
        ...{ from, to },
        flapsWithin: FLAPS_WITHIN_MS,
        entities: entityRef ? [...entityRef] : null,
      },
    );
    const text: string | null = rows[0].runs;
    return text === null ? [] : text.split('\n').map(storedRun);
  }

  /** Of these so many at most, as they are shown: the newest first. */
  async shown(
    db: Knex,
    ids: readonly string[],
    most: number,
  ): Promise<AlertRuns['items']> {
    const rows: Row[] = await db('alert_runs')
      .whereRaw('id = ANY (?::bigint[])', [[...ids]])
      .orderBy([
        { column: 'started_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(most)
      .select('*');
    return rows.map(row => {
      const endedAt = iso(row.ended_at);
      return {
        id: String(row.id),
        group: String(row.group_id),
        title: String(row.title),
        condition: String(row.condition),
        ...(row.entity_ref !== null && { entityRef: String(row.entity_ref) }),
        startedAt: iso(row.started_at)!,
        ...(endedAt !== undefined && { endedAt }),
        ...(row.incident !== null && { incident: String(row.incident) }),
      };
    });
  }
}

function storedRun(line: string): StoredRun {
  const [id, heard, runbook, ended, flaps, incident, entityRef] =
    line.split('\t');
  return {
    id,
    heard: heard === 't',
    runbook: runbook === 't',
    ended: ended === 't',
    flaps: flaps === 't',
    incident: incident || undefined,
    entityRef: entityRef || undefined,
  };
}
