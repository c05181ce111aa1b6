import { GateDecision } from '@countersign/plugin-change-management-common';
import { compact, iso, json } from '@countersign/plugin-governance-node';
import { prepared } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { ChangeRow } from './changeRows';

/** The gate's answers; the database refuses to change one. */
export class GateStore {
  async insert(
    trx: Knex.Transaction,
    all: readonly { changeId?: string; decision: GateDecision }[],
  ): Promise<void> {
    await prepared(
      trx.raw(
        `INSERT INTO gate_decisions (id, change_id, change_number, decision, checks, plan_digest, commit_hash,
           environment, stack, subject_digest, decided_at, asked_by)
         SELECT * FROM unnest(:ids::uuid[], :changes::uuid[], :numbers::text[], :decisions::text[], :checks::jsonb[],
           :plans::text[], :commits::text[], :environments::text[], :stacks::jsonb[], :subjects::text[],
           :moments::timestamptz[], :askers::text[])`,
        {
          ids: all.map(({ decision }) => decision.id),
          changes: all.map(({ changeId }) => changeId ?? null),
          numbers: all.map(({ decision }) => decision.changeNumber ?? null),
          decisions: all.map(({ decision }) => decision.decision),
          checks: all.map(({ decision }) => json(decision.checks)),
          plans: all.map(({ decision }) => decision.planDigest ?? null),
          commits: all.map(({ decision }) => decision.commit ?? null),
          environments: all.map(({ decision }) => decision.environment ?? null),
          stacks: all.map(({ decision }) => json(decision.stack)),
          subjects: all.map(({ decision }) => decision.subjectDigest ?? null),
          moments: all.map(({ decision }) => decision.decidedAt),
          askers: all.map(({ decision }) => decision.askedBy),
        },
      ),
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
