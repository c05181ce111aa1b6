import { Knex } from 'knex';

/** Which drills that became due somebody was told of. */
export class ReminderStore {
  /** @returns false where it was told already */
  async keep(
    trx: Knex.Transaction,
    due: { entity: string; scenario: string; dueAt: string },
    now: Date,
  ): Promise<boolean> {
    const { rowCount } = await trx.raw<{ rowCount: number }>(
      `INSERT INTO drill_reminders (entity, scenario, due_at, told_at) VALUES (?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
      [due.entity, due.scenario, due.dueAt, now],
    );
    return rowCount === 1;
  }
}
