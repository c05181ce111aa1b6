import { Knex } from 'knex';

/** The sums of a meter as they were at an instant. */
export interface MeterSnapshot {
  measurement: string;
  /** Up to here the steps are in it. */
  takenTo: number;
  /** How fine and how long the sums are kept: with another layout it is of no use. */
  layout: string;
  sums: Uint8Array;
}

/** Packed sums of meters: read at a restart instead of every step of a month. */
export class SnapshotStore {
  async keep(
    trx: Knex.Transaction,
    snapshots: readonly MeterSnapshot[],
  ): Promise<void> {
    if (snapshots.length === 0) return;
    await trx('meter_snapshots')
      .insert(
        snapshots.map(({ measurement, takenTo, layout, sums }) => ({
          measurement,
          taken_to: new Date(takenTo),
          layout,
          sums: Buffer.from(sums),
        })),
      )
      .onConflict('measurement')
      .merge();
  }

  /** Something was added to a step that is packed already: what was packed is wrong now. */
  async spoil(
    trx: Knex.Transaction,
    late: readonly { measurement: string; end: number }[],
  ): Promise<void> {
    if (late.length === 0) return;
    await trx.raw(
      `DELETE FROM meter_snapshots s USING unnest(?::bigint[], ?::timestamptz[]) AS l (measurement, ends_at)
       WHERE s.measurement = l.measurement AND s.taken_to >= l.ends_at`,
      [
        late.map(({ measurement }) => measurement),
        late.map(({ end }) => new Date(end)),
      ],
    );
  }

  /** What was counted of some measurements is another story now. */
  async forgetAll(
    trx: Knex.Transaction,
    measurements: readonly string[],
  ): Promise<void> {
    await trx('meter_snapshots')
      .whereRaw('measurement = ANY (?::bigint[])', [[...measurements]])
      .delete();
  }

  async of(
    knex: Knex,
    measurements: readonly string[],
  ): Promise<Map<string, MeterSnapshot>> {
    const rows = await knex('meter_snapshots').whereRaw(
      'measurement = ANY (?::bigint[])',
      [[...measurements]],
    );
    return new Map(
      rows.map(({ measurement, taken_to, layout, sums }) => [
        String(measurement),
        {
          measurement: String(measurement),
          takenTo: taken_to.getTime(),
          layout,
          sums,
        },
      ]),
    );
  }

  /** Those of what is measured no more. */
  async forget(knex: Knex): Promise<number> {
    const { rowCount } = await knex.raw(
      `DELETE FROM meter_snapshots WHERE measurement NOT IN (
         SELECT measurement FROM objectives WHERE retired_at IS NULL)`,
    );
    return Number(rowCount);
  }
}
