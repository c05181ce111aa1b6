import { RedactedPlan } from '@countersign/plugin-change-management-common';
import { Knex } from 'knex';
import { json } from './changeRows';

/** A redacted plan and the catalog entities its addresses belong to. */
export interface UploadedPlanRecord {
  plan: RedactedPlan;
  entities: string[];
}

/** Plans uploaded before there is a change, by who uploaded them and by digest. */
export class UploadedPlanStore {
  /** The same plan again begins its term anew, with the entities the catalog knows now. */
  async put(
    db: Knex,
    by: string,
    { plan, entities }: UploadedPlanRecord,
    now: Date,
  ): Promise<void> {
    await db('uploaded_plans')
      .insert({
        uploaded_by: by,
        digest: plan.digest,
        plan: json(plan),
        entities,
        uploaded_at: now,
      })
      .onConflict(['uploaded_by', 'digest'])
      .merge();
  }

  async find(
    db: Knex,
    by: string,
    digest: string,
  ): Promise<UploadedPlanRecord | undefined> {
    return db('uploaded_plans')
      .where({ uploaded_by: by, digest })
      .first('plan', 'entities');
  }

  /** Forgets what was uploaded before `before`; returns how many. */
  async clean(db: Knex, before: Date): Promise<number> {
    return db('uploaded_plans').where('uploaded_at', '<', before).delete();
  }
}
