import {
  ScheduleFacts,
  scheduleFactsSchema,
  scheduleOff,
} from '@countersign/plugin-chaos-drills-common';
import { Knex } from 'knex';

/** A schedule as its row holds it. */
export interface StoredSchedule {
  facts: ScheduleFacts;
  /** Why no drill could be planned. */
  problem?: string;
}

/** Schedules of experiments: one that nobody has turned on has no row. */
export class ScheduleStore {
  /** All of them, by the names of their experiments. */
  async all(db: Knex): Promise<Map<string, StoredSchedule>> {
    const rows = await db('drill_schedules')
      .orderBy('experiment')
      .select('facts', 'problem');
    return new Map(
      rows.map(row => {
        const stored = toStored(row);
        return [stored.facts.experiment, stored];
      }),
    );
  }

  /** Locked until the transaction ends. */
  async lock(
    trx: Knex.Transaction,
    experiment: string,
    now: Date,
  ): Promise<StoredSchedule> {
    await trx('drill_schedules')
      .insert({
        experiment,
        facts: JSON.stringify(scheduleOff(experiment)),
        updated_at: now,
      })
      .onConflict('experiment')
      .ignore();
    const row = await trx('drill_schedules')
      .where({ experiment })
      .forUpdate()
      .first('facts', 'problem');
    return toStored(row);
  }

  async save(
    trx: Knex.Transaction,
    { facts, problem }: StoredSchedule,
    now: Date,
  ): Promise<void> {
    await trx('drill_schedules')
      .where({ experiment: facts.experiment })
      .update({
        facts: JSON.stringify(facts),
        problem: problem ?? null,
        updated_at: now,
      });
  }
}

function toStored(row: {
  facts: unknown;
  problem: string | null;
}): StoredSchedule {
  return {
    facts: scheduleFactsSchema.parse(row.facts),
    ...(row.problem !== null && { problem: row.problem }),
  };
}
