import { iso } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';

/** Up to when the schedule of each report was looked at. */
export class ScheduleStore {
  /** Locked until the transaction ends. A report that is new begins now: nothing of the past is made up for. */
  async lock(
    trx: Knex.Transaction,
    report: string,
    now: Date,
  ): Promise<string> {
    await trx('report_schedules')
      .insert({ report, checked_to: now })
      .onConflict()
      .ignore();
    const row = await trx('report_schedules')
      .where({ report })
      .forUpdate()
      .first();
    return iso(row.checked_to)!;
  }

  async checked(
    trx: Knex.Transaction,
    report: string,
    to: Date,
  ): Promise<void> {
    await trx('report_schedules').where({ report }).update({ checked_to: to });
  }
}
