import { NotFoundError } from '@backstage/errors';
import { PlanOutline } from '@countersign/plugin-change-management-common';
import { Knex } from 'knex';
import { ReadPlan } from '../plans/ReadPlan';

/** Redacted plans, by digest. */
export class PlanStore {
  /** Attaching the same plan again is no second record. */
  async insert(
    trx: Knex.Transaction,
    changeId: string,
    { outline, text }: ReadPlan,
    by: string,
    now: Date,
  ): Promise<void> {
    await trx('change_plans')
      .insert({
        change_id: changeId,
        digest: outline.digest,
        plan: text,
        attached_by: by,
        attached_at: now,
      })
      .onConflict(['change_id', 'digest'])
      .ignore();
  }

  /**
   * The redacted plan as JSON: nothing but its reader needs to parse it.
   *
   * @throws NotFoundError
   */
  async text(
    db: Knex,
    change: { id: string; number: string; plan?: { digest: string } },
  ): Promise<string> {
    const row: { text: string } | undefined =
      change.plan &&
      (await db('change_plans')
        .where({ change_id: change.id, digest: change.plan.digest })
        .first(db.raw('plan::text AS text')));
    if (!row) {
      throw new NotFoundError(`${change.number} has no Terraform plan`);
    }
    return row.text;
  }

  async outline(
    db: Knex,
    change: { id: string; plan?: { digest: string } },
  ): Promise<PlanOutline | undefined> {
    if (!change.plan) return undefined;
    const row: { outline: PlanOutline } | undefined = await db('change_plans')
      .where({ change_id: change.id, digest: change.plan.digest })
      .first('outline');
    return row?.outline;
  }
}
