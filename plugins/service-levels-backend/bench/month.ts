import {
  Meter,
  Objective,
  stepOf,
  windowLength,
} from '@countersign/plugin-service-levels-common';
import { Knex } from 'knex';
import { SnapshotStore } from '../src/database/SnapshotStore';
import { layoutOf } from '../src/engine/snapshots';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LATE = 15 * MINUTE;
const TOGETHER = 500;

/** Has all objectives measured for a month: their snapshots are as large as they get. */
export async function ageByAMonth(knex: Knex, now: number): Promise<void> {
  const rows: { measurement: string; definition: Objective }[] = await knex(
    'objectives',
  ).select('measurement', 'definition');
  const objective = rows[0].definition;
  const closedTo = Math.floor(now / MINUTE) * MINUTE;
  const history = [];
  for (let end = closedTo - 30 * DAY; end <= closedTo; end += MINUTE) {
    const age = closedTo - end;
    const width = widthAt(age);
    if (end % width !== 0) continue;
    const total = (width / MINUTE) * (80 + ((end / width) % 40));
    history.push({ end, bad: end % 7, total, seen: width / MINUTE });
  }
  const meter = new Meter(
    objective,
    { ...Meter.begin(now, stepOf(windowLength(objective.window))), closedTo },
    history,
  );
  const takenTo = closedTo - LATE;
  const sums = meter.pack(takenTo);
  const snapshots = new SnapshotStore();
  for (let i = 0; i < rows.length; i += TOGETHER) {
    await knex.transaction(trx =>
      snapshots.keep(
        trx,
        rows.slice(i, i + TOGETHER).map(({ measurement, definition }) => ({
          measurement,
          takenTo,
          layout: layoutOf(definition),
          sums,
        })),
      ),
    );
  }
}

function widthAt(age: number): number {
  if (age < 6 * HOUR) return MINUTE;
  return age < 3 * DAY ? 5 * MINUTE : HOUR;
}

/** Gives one objective a year of hours and days. */
export async function giveAYear(
  knex: Knex,
  id: string,
  now: number,
): Promise<void> {
  for (const [width, days] of [
    [3_600, 365],
    [86_400, 365],
  ]) {
    await knex.raw(
      `INSERT INTO buckets (measurement, width, ends_at, bad, total, seen)
       SELECT o.measurement, :width::int, to_timestamp(:end::float8 - n * :width::int), n % 5, 1000, :width::int / 60
       FROM objectives o, generate_series(1, :steps::int) AS n WHERE o.id = :id
       ON CONFLICT DO NOTHING`,
      {
        width,
        id,
        end: Math.floor(now / 1000 / width) * width,
        steps: (days * 86_400) / width,
      },
    );
  }
}
