import { NotFoundError } from '@backstage/errors';
import {
  changeNumber,
  Change,
} from '@countersign/plugin-change-management-common';
import { json, writtenMeanwhile } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';
import {
  ChangePatch,
  ChangeRow,
  StoredChange,
  toColumns,
  toStoredChange,
} from './changeRows';

/** What a new change has beside what a patch can set. */
export interface NewChange extends ChangePatch {
  id: string;
  requester: string;
  /** Who asked for it to be opened, where somebody did. */
  openedBy?: string;
  source: Change['source'];
  demo: boolean;
}

/** Change requests, one row each. */
export class ChangeStore {
  /** The next number. It is not given back when the transaction rolls back: numbers may have gaps. */
  async nextNumber(db: Knex): Promise<{ seq: string; number: string }> {
    const { rows } = await db.raw<{ rows: { seq: string }[] }>(
      `SELECT nextval('change_numbers')::text AS seq`,
    );
    const [{ seq }] = rows;
    return { seq, number: changeNumber.of(seq) };
  }

  async insert(
    trx: Knex.Transaction,
    numbered: { seq: string; number: string },
    change: NewChange,
    now: Date,
  ): Promise<StoredChange> {
    const { id, requester, openedBy, source, demo, ...patch } = change;
    const [row] = await trx<ChangeRow>('changes')
      .insert({
        ...toColumns(patch),
        ...numbered,
        id,
        requester,
        opened_by: openedBy,
        source: json(source),
        demo,
        created_at: now,
        updated_at: now,
      })
      .returning('*');
    return toStoredChange(row);
  }

  /** @throws NotFoundError */
  async get(db: Knex, number: string): Promise<StoredChange> {
    const found = await this.find(db, number);
    if (!found) throw new NotFoundError(`There is no change ${number}`);
    return found;
  }

  async find(db: Knex, number: string): Promise<StoredChange | undefined> {
    const row = await db<ChangeRow>('changes').where({ number }).first();
    return row && toStoredChange(row);
  }

  async findMany(db: Knex, numbers: string[]): Promise<StoredChange[]> {
    const rows = await db<ChangeRow>('changes').whereIn('number', numbers);
    return rows.map(toStoredChange);
  }

  /** The change that a pipeline's run opened for a stack. */
  async findBySource(
    db: Knex,
    source: Change['source'],
  ): Promise<StoredChange | undefined> {
    if (!source.runId) return undefined;
    const row = await db<ChangeRow>('changes')
      .whereRaw(
        `source->>'kind' = ? AND COALESCE(source->>'repository', '') = ? AND source->>'runId' = ?
         AND COALESCE(source->>'workspace', '') = ? AND COALESCE(source->>'directory', '') = ?`,
        [
          source.kind,
          source.repository ?? '',
          source.runId,
          source.workspace ?? '',
          source.directory ?? '',
        ],
      )
      .first();
    return row && toStoredChange(row);
  }

  /** The newest open change with this plan, so that a pipeline need not know the number. */
  async findByPlan(
    db: Knex,
    planDigest: string,
  ): Promise<StoredChange | undefined> {
    const row = await db<ChangeRow>('changes')
      .where({ plan_digest: planDigest })
      .whereNotIn('state', ['closed', 'canceled'])
      .orderBy('seq', 'desc')
      .first();
    return row && toStoredChange(row);
  }

  /** Writes a locked change: one version up. */
  async update(
    trx: Knex.Transaction,
    stored: StoredChange,
    patch: ChangePatch,
    now: Date,
  ): Promise<StoredChange> {
    const [row] = await trx<ChangeRow>('changes')
      .where({ id: stored.change.id, version: stored.change.version })
      .update({
        ...toColumns(patch),
        version: stored.change.version + 1,
        updated_at: now,
      })
      .returning('*');
    if (!row) throw writtenMeanwhile(stored.change.number);
    return toStoredChange(row);
  }

  /** Notes what a task found, without a new version: nobody's edit is refused over it. */
  async mark(
    trx: Knex.Transaction,
    stored: StoredChange,
    patch: Pick<ChangePatch, 'neverRunAt' | 'approvalOverdueAt'>,
  ): Promise<void> {
    await trx('changes')
      .where({ id: stored.change.id })
      .update(toColumns(patch));
  }

  /** Approved, window passed, never deployed, not noted yet; locked, and skipped where another replica has them. */
  async lockNeverRun(
    trx: Knex.Transaction,
    now: Date,
    limit: number,
  ): Promise<StoredChange[]> {
    const rows = await trx<ChangeRow>('changes')
      .where('state', 'scheduled')
      .whereNull('never_run_at')
      .where('window_end', '<=', now)
      .orderBy('window_end')
      .limit(limit)
      .forUpdate()
      .skipLocked();
    return rows.map(toStoredChange);
  }

  /** Emergency changes that went ahead and were not approved in time, not noted yet. */
  async lockOverdue(
    trx: Knex.Transaction,
    now: Date,
    limit: number,
  ): Promise<StoredChange[]> {
    const rows = await trx<ChangeRow>('changes')
      .whereNotNull('approval_due_at')
      .whereNotIn('approval_status', ['approved', 'rejected'])
      .where('approval_due_at', '<=', now)
      .whereNull('approval_overdue_at')
      .whereNotIn('state', ['closed', 'canceled'])
      .orderBy('approval_due_at')
      .limit(limit)
      .forUpdate()
      .skipLocked();
    return rows.map(toStoredChange);
  }
}
