import { randomUUID } from 'crypto';
import { Row } from '@countersign/plugin-governance-node';
import {
  AlertSeverity,
  MergeOffer,
  QuietReason,
  Suppression,
} from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';

/** What a group is of. */
export interface NewGroup {
  /** Of condition and entity. */
  key: string;
  entityRef: string | undefined;
  condition: string;
  integration: string;
  title: string;
}

export type StoredGroup = NewGroup & {
  id: string;
  /** When somebody was told that it leads to no entity. */
  toldAt: Date | undefined;
  /** Something that fired was suppressed when it was judged last. */
  wasSuppressed: boolean;
};

/** How a group stands, as it was judged last. */
export interface GroupState {
  isFiring: boolean;
  firing: number;
  alerts: number;
  severity: AlertSeverity | null;
  because: QuietReason | undefined;
  suppressions: readonly Suppression[];
  /** Approved changes on the entity during which it fires. */
  changes: readonly { number: string; title: string }[];
  offers: readonly MergeOffer[];
  incident: string | undefined;
  beganAt: Date | undefined;
  /** When to judge it again though nothing arrives. */
  dueAt: Date | undefined;
}

/** At once; where something of the group is known to fire, in a moment, so that what comes meanwhile is judged with it. */
const DUE = `least(alert_groups.due_at,
  :now::timestamptz + CASE WHEN alert_groups.state = 'firing' AND alert_groups.incident IS NOT NULL THEN interval '2 seconds' ELSE interval '0' END)`;

/** Groups of alerts: of one condition on one entity. */
export class GroupStore {
  /** The groups of these keys, made where there are none, each due to be judged and locked until the transaction ends. */
  async touch(
    trx: Knex.Transaction,
    groups: readonly NewGroup[],
    now: Date,
  ): Promise<Map<string, string>> {
    // In one order, so that two who touch the same never wait for each other.
    const sorted = [...groups].sort((a, b) => (a.key < b.key ? -1 : 1));
    if (sorted.length === 0) return new Map();
    const rows: { id: string; group_key: string }[] = await trx('alert_groups')
      .insert(
        sorted.map(({ key, entityRef, condition, integration, title }) => ({
          id: randomUUID(),
          group_key: key,
          entity_ref: entityRef ?? null,
          state: 'quiet',
          updated_at: now,
          due_at: now,
          ...{ condition, integration, title },
        })),
      )
      .onConflict('group_key')
      .merge({ due_at: trx.raw(DUE, { now }) as never })
      .returning(['id', 'group_key']);
    return new Map(rows.map(({ id, group_key }) => [group_key, id]));
  }

  /** Those that alerts are in already are due as well. */
  async touchIds(
    trx: Knex.Transaction,
    ids: readonly string[],
    now: Date,
  ): Promise<void> {
    if (ids.length === 0) return;
    await trx.raw(
      `UPDATE alert_groups SET due_at = ${DUE} WHERE id IN (
         SELECT id FROM alert_groups WHERE id = ANY(:ids::uuid[]) ORDER BY group_key FOR UPDATE)`,
      { now, ids: [...ids] },
    );
  }

  /** Something changed that may concern every group in which something fires. */
  async touchFiring(db: Knex, now: Date): Promise<void> {
    await db('alert_groups')
      .where({ state: 'firing' })
      .whereRaw('coalesce(due_at > ?, true)', [now])
      .update({ due_at: now });
  }

  /** Ids of those that are due, the longest first. */
  async due(db: Knex, now: Date, limit: number): Promise<string[]> {
    const rows = await db('alert_groups')
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .limit(limit)
      .select('id');
    return rows.map(({ id }) => id);
  }

  async postpone(db: Knex, id: string, dueAt: Date): Promise<void> {
    await db('alert_groups').where({ id }).update({ due_at: dueAt });
  }

  /** Locked until the transaction ends; undefined where another replica has it, or has judged it meanwhile. */
  async lockDue(
    trx: Knex.Transaction,
    id: string,
    now: Date,
  ): Promise<StoredGroup | undefined> {
    const row = await trx('alert_groups')
      .where({ id })
      .where('due_at', '<=', now)
      .forUpdate()
      .skipLocked()
      .first();
    return row && toGroup(row);
  }

  async lock(
    trx: Knex.Transaction,
    id: string,
  ): Promise<StoredGroup | undefined> {
    const row = await trx('alert_groups').where({ id }).forUpdate().first();
    return row && toGroup(row);
  }

  /** Somebody was told that it leads to no entity. */
  async told(
    trx: Knex.Transaction,
    id: string,
    recipients: readonly string[],
    at: Date,
  ): Promise<void> {
    await trx('alert_groups')
      .where({ id })
      .update({ told_at: at, told: JSON.stringify(recipients) });
  }

  async save(
    trx: Knex.Transaction,
    id: string,
    state: GroupState,
    now: Date,
  ): Promise<void> {
    await trx('alert_groups')
      .where({ id })
      .update({
        state: state.isFiring ? 'firing' : 'quiet',
        firing: state.firing,
        alerts: state.alerts,
        severity: state.severity,
        because: state.because ?? null,
        suppressions: JSON.stringify(state.suppressions),
        changes: JSON.stringify(state.changes),
        offers: JSON.stringify(state.offers),
        ...(state.incident && { incident: state.incident }),
        began_at: state.beganAt ?? null,
        updated_at: now,
        due_at: state.dueAt ?? null,
      });
  }
}

function toGroup(row: Row): StoredGroup {
  return {
    id: String(row.id),
    key: String(row.group_key),
    entityRef: (row.entity_ref as string | null) ?? undefined,
    condition: String(row.condition),
    integration: String(row.integration),
    title: String(row.title),
    toldAt: (row.told_at as Date | null) ?? undefined,
    wasSuppressed: (row.suppressions as Suppression[]).length > 0,
  };
}
