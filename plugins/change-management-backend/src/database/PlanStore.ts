import { NotFoundError } from '@backstage/errors';
import { RedactedPlan } from '@countersign/plugin-change-management-common';
import { Knex } from 'knex';
import { json } from './changeRows';

/** Redacted plans, by digest. */
export class PlanStore {
  /** Attaching the same plan again is no second record. */
  async insert(
    trx: Knex.Transaction,
    changeId: string,
    plan: RedactedPlan,
    by: string,
    now: Date,
  ): Promise<void> {
    await trx('change_plans')
      .insert({
        change_id: changeId,
        digest: plan.digest,
        plan: json(plan),
        attached_by: by,
        attached_at: now,
      })
      .onConflict(['change_id', 'digest'])
      .ignore();
  }

  /** @throws NotFoundError */
  async get(
    db: Knex,
    change: { id: string; number: string; plan?: { digest: string } },
  ): Promise<RedactedPlan> {
    const plan = await this.find(db, change);
    if (!plan) {
      throw new NotFoundError(`${change.number} has no Terraform plan`);
    }
    return plan;
  }

  async find(
    db: Knex,
    change: { id: string; plan?: { digest: string } },
  ): Promise<RedactedPlan | undefined> {
    if (!change.plan) return undefined;
    const row: { plan: RedactedPlan } | undefined = await db('change_plans')
      .where({ change_id: change.id, digest: change.plan.digest })
      .first('plan');
    return row?.plan;
  }
}
