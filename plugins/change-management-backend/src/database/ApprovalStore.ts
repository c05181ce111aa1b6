import { Approval } from '@countersign/plugin-change-management-common';
import { compact, iso } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';
import { ChangeRow } from './changeRows';

/** Decisions of people. A row is written once and may be voided once; the database sees to both. */
export class ApprovalStore {
  /** All rounds, in the order in which they were decided. */
  async ofChange(db: Knex, changeId: string): Promise<Approval[]> {
    const rows = await db<ChangeRow>('approvals')
      .where({ change_id: changeId })
      .orderBy(['round', 'decided_at', 'id']);
    return rows.map(toApproval);
  }

  async ofChanges(
    db: Knex,
    changeIds: string[],
  ): Promise<Map<string, Approval[]>> {
    const rows = await db<ChangeRow>('approvals')
      .whereIn('change_id', changeIds)
      .orderBy(['round', 'decided_at', 'id']);
    const byChange = new Map<string, Approval[]>();
    for (const row of rows) {
      const id = String(row.change_id);
      byChange.set(id, [...(byChange.get(id) ?? []), toApproval(row)]);
    }
    return byChange;
  }

  async insert(
    trx: Knex.Transaction,
    changeId: string,
    approval: Approval,
  ): Promise<void> {
    await trx('approvals').insert({
      id: approval.id,
      change_id: changeId,
      round: approval.round,
      group_ref: approval.group,
      approver: approval.approver,
      on_behalf_of: approval.onBehalfOf ?? null,
      decision: approval.decision,
      comment: approval.comment ?? null,
      subject_digest: approval.subjectDigest,
      decided_at: approval.decidedAt,
    });
  }

  /** Its giver takes it back: it stays on record, and may be given again. */
  async withdraw(trx: Knex.Transaction, id: string, now: Date): Promise<void> {
    await trx('approvals')
      .where({ id })
      .whereNull('void_at')
      .update({ void_at: now, void_reason: 'withdrawn', withdrawn_at: now });
  }

  /** Voids what stands of a round; returns the ids. */
  async voidRound(
    trx: Knex.Transaction,
    changeId: string,
    round: number,
    reason: string,
    now: Date,
  ): Promise<string[]> {
    const rows: { id: string }[] = await trx('approvals')
      .where({ change_id: changeId, round })
      .whereNull('void_at')
      .update({ void_at: now, void_reason: reason })
      .returning('id');
    return rows.map(row => row.id).sort();
  }
}

function toApproval(row: ChangeRow): Approval {
  const voidAt = iso(row.void_at);
  return compact({
    id: row.id,
    round: row.round,
    group: row.group_ref,
    approver: row.approver,
    onBehalfOf: row.on_behalf_of,
    decision: row.decision,
    comment: row.comment,
    subjectDigest: row.subject_digest,
    decidedAt: iso(row.decided_at),
    void: voidAt && { at: voidAt, reason: row.void_reason },
  }) as unknown as Approval;
}
