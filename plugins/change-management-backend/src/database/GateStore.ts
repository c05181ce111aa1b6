import { GateDecision } from '@countersign/plugin-change-management-common';
import { compact, iso, json } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';
import { ChangeRow } from './changeRows';

/** The gate's answers; the database refuses to change one. */
export class GateStore {
  async insert(
    trx: Knex.Transaction,
    all: readonly { changeId?: string; decision: GateDecision }[],
  ): Promise<void> {
    await trx('gate_decisions').insert(
      all.map(({ changeId, decision }) => ({
        id: decision.id,
        change_id: changeId ?? null,
        change_number: decision.changeNumber ?? null,
        decision: decision.decision,
        checks: json(decision.checks),
        plan_digest: decision.planDigest ?? null,
        commit_hash: decision.commit ?? null,
        environment: decision.environment ?? null,
        stack: json(decision.stack),
        subject_digest: decision.subjectDigest ?? null,
        decided_at: decision.decidedAt,
        asked_by: decision.askedBy,
      })),
    );
  }

  async find(db: Knex, id: string): Promise<GateDecision | undefined> {
    const row = await db<ChangeRow>('gate_decisions').where({ id }).first();
    return (
      row &&
      (compact({
        id: row.id,
        decision: row.decision,
        changeNumber: row.change_number,
        checks: row.checks,
        planDigest: row.plan_digest,
        commit: row.commit_hash,
        environment: row.environment,
        stack: row.stack,
        subjectDigest: row.subject_digest,
        decidedAt: iso(row.decided_at),
        askedBy: row.asked_by,
      }) as unknown as GateDecision)
    );
  }
}
