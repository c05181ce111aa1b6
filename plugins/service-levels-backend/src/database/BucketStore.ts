import { Interval } from '@countersign/plugin-governance-common';
import { Knex } from 'knex';

/** Events of a step, to be kept. */
export interface BucketRow {
  measurement: string;
  /** Seconds. */
  width: number;
  /** ISO 8601. */
  endsAt: string;
  bad: number;
  total: number;
}

/** Events of a step as they are kept. */
export interface KeptBucket extends BucketRow {
  /** In how many of its finest steps anything was heard. */
  seen: number;
}

export interface HistoryStep {
  end: number;
  bad: number;
  total: number;
  seen: number;
}

const DAY = 86_400_000;

/** Coarser steps, in seconds, each summed from the one before; and how long a step is kept. */
const coarser = [
  { width: 300, keptFor: 14 * DAY },
  { width: 3_600, keptFor: 400 * DAY },
  { width: 86_400, keptFor: Infinity },
];
/** The finest are kept as long as alert windows need them, and a little longer. */
const FINE_MARGIN_MS = 3_600_000;
/** What corrections exclude stays as fine as it was when they were entered, for longer than any window. */
const EXCLUDED_KEPT_MS = 400 * DAY;
/** Up to these ages the sums of an objective are so fine: see `resolutionsOf`. */
const MEDIUM_REACH_MS = 3 * DAY;
const HOURS_REACH_MS = 45 * DAY;

/** What was counted, step by step. */
export class BucketStore {
  /** Adds the events of steps that were closed, and of steps that got some late. */
  async add(trx: Knex.Transaction, rows: readonly BucketRow[]): Promise<void> {
    if (rows.length === 0) return;
    await trx.raw(
      `INSERT INTO buckets AS b (measurement, width, ends_at, bad, total, seen)
       SELECT measurement, width, "endsAt", sum(bad), sum(total), 1
       FROM jsonb_to_recordset(?::jsonb) AS r (
         measurement bigint, width integer, "endsAt" timestamptz, bad double precision, total double precision)
       GROUP BY measurement, width, "endsAt"
       ON CONFLICT (measurement, width, ends_at)
       DO UPDATE SET bad = b.bad + EXCLUDED.bad, total = b.total + EXCLUDED.total`,
      [JSON.stringify(rows)],
    );
  }

  /** Keeps steps that are summed up already, in place of all that there are of a measurement. */
  async replace(
    trx: Knex.Transaction,
    measurement: string,
    rows: readonly KeptBucket[],
  ): Promise<void> {
    await trx('buckets').where({ measurement }).delete();
    await trx.raw(
      `INSERT INTO buckets (measurement, width, ends_at, bad, total, seen)
       SELECT measurement, width, "endsAt", bad, total, seen
       FROM jsonb_to_recordset(?::jsonb) AS r (measurement bigint, width integer, "endsAt" timestamptz,
         bad double precision, total double precision, seen integer)`,
      [JSON.stringify(rows)],
    );
  }

  /** Sums the finest steps up where coarser ones have ended, or got something late. */
  async rollUp(
    trx: Knex.Transaction,
    measurements: readonly string[],
    { from, to }: { from: number; to: number },
  ): Promise<void> {
    let finer = 0;
    for (const { width } of coarser) {
      const ms = width * 1000;
      const begin = Math.floor(from / ms) * ms;
      const end = Math.floor(to / ms) * ms;
      if (end <= begin) return;
      await trx.raw(
        `INSERT INTO buckets (measurement, width, ends_at, bad, total, seen)
         SELECT measurement, :width, to_timestamp(ceil(extract(epoch FROM ends_at) / :width) * :width) AS at,
           sum(bad), sum(total), sum(seen)
         FROM buckets
         WHERE measurement = ANY (:measurements::bigint[]) AND width BETWEEN :least AND :most
           AND ends_at > to_timestamp(:begin) AND ends_at <= to_timestamp(:end)
         GROUP BY measurement, at
         ON CONFLICT (measurement, width, ends_at)
         DO UPDATE SET bad = EXCLUDED.bad, total = EXCLUDED.total, seen = EXCLUDED.seen`,
        {
          width,
          measurements,
          least: finer || 1,
          most: finer || coarser[0].width - 1,
          begin: begin / 1000,
          end: end / 1000,
        },
      );
      finer = width;
    }
  }

  /** The steps of some measurements, oldest first: fine where they are young, and coarser the older they are. */
  async history(
    knex: Knex,
    measurements: readonly string[],
    options: { to: number; fineReach: number },
  ): Promise<Map<string, HistoryStep[]>> {
    const { to, fineReach } = options;
    const seam = (age: number, width: number) =>
      (Math.floor((to - age) / (width * 1000)) * width * 1000) / 1000;
    const { rows } = await knex.raw(
      `SELECT measurement, extract(epoch FROM ends_at) * 1000 AS ends, bad, total, seen FROM buckets
       WHERE measurement = ANY (:measurements::bigint[]) AND ends_at <= to_timestamp(:to) AND (
         (width < 300 AND ends_at > to_timestamp(:fine))
         OR (width = 300 AND ends_at > to_timestamp(:medium) AND ends_at <= to_timestamp(:fine))
         OR (width = 3600 AND ends_at > to_timestamp(:hours) AND ends_at <= to_timestamp(:medium))
         OR (width = 86400 AND ends_at <= to_timestamp(:hours)))
       ORDER BY measurement, ends_at`,
      {
        measurements,
        to: to / 1000,
        fine: seam(fineReach, 300),
        medium: seam(MEDIUM_REACH_MS, 3_600),
        hours: seam(HOURS_REACH_MS, 86_400),
      },
    );
    return stepsOf(rows);
  }

  /** The finest steps of measurements after an instant that each has of its own, oldest first. */
  async since(
    knex: Knex,
    instants: readonly { measurement: string; width: number; after: number }[],
  ): Promise<Map<string, HistoryStep[]>> {
    const { rows } = await knex.raw(
      `SELECT b.measurement, extract(epoch FROM b.ends_at) * 1000 AS ends, b.bad, b.total, b.seen
       FROM unnest(?::bigint[], ?::integer[], ?::timestamptz[]) AS i (measurement, width, after)
       JOIN buckets b ON b.measurement = i.measurement AND b.width = i.width AND b.ends_at > i.after
       ORDER BY b.measurement, b.ends_at`,
      [
        instants.map(({ measurement }) => measurement),
        instants.map(({ width }) => width),
        instants.map(({ after }) => new Date(after)),
      ],
    );
    return stepsOf(rows);
  }

  /** Steps of one width that end in any of some intervals, oldest first. */
  async within(
    knex: Knex,
    measurement: string,
    options: { width: number; intervals: readonly Interval[] },
  ): Promise<Omit<HistoryStep, 'seen'>[]> {
    const { width, intervals } = options;
    const { rows } = await knex.raw(
      `SELECT DISTINCT b.measurement, extract(epoch FROM b.ends_at) * 1000 AS ends, b.bad, b.total, b.seen
       FROM unnest(?::timestamptz[], ?::timestamptz[]) AS i (starts_at, ends_at)
       JOIN buckets b ON b.measurement = ? AND b.width = ? AND b.ends_at > i.starts_at AND b.ends_at <= i.ends_at
       ORDER BY ends`,
      [
        intervals.map(({ start }) => new Date(start)),
        intervals.map(({ end }) => new Date(end)),
        measurement,
        width,
      ],
    );
    return stepsOf(rows).get(measurement) ?? [];
  }

  /** One measurement over a time, in steps of which no more than some hundred fit into it. */
  async series(
    knex: Knex,
    measurement: string,
    { from, to, most }: { from: number; to: number; most: number },
  ): Promise<{ step: number; points: Omit<HistoryStep, 'seen'>[] }> {
    const widths = [60, ...coarser.map(({ width }) => width)];
    const width =
      widths.find(each => (to - from) / (each * 1000) <= most) ??
      widths[widths.length - 1];
    const query = knex('buckets')
      .where({ measurement })
      .whereBetween('ends_at', [new Date(from), new Date(to)])
      .orderBy('ends_at');
    if (width === 60) query.where('width', '<', 300);
    else query.where({ width });
    const rows = await query.select('ends_at', 'bad', 'total');
    return {
      step: width * 1000,
      points: rows.map(row => ({
        end: row.ends_at.getTime(),
        bad: row.bad,
        total: row.total,
      })),
    };
  }

  /**
   * What was counted in (from, to], in hours and then in steps of five minutes up to the end; of a short time in these
   * alone. Steps that ended less than five minutes ago may be missing.
   */
  async steps(
    knex: Knex,
    measurement: string,
    { from, to, hours }: { from: number; to: number; hours: boolean },
  ): Promise<{ end: number; bad: number; total: number }[]> {
    const seam = hours ? Math.floor(to / 3_600_000) * 3_600_000 : from;
    const rows = await knex('buckets')
      .where({ measurement })
      .andWhere(within =>
        within
          .where(coarse =>
            coarse
              .where({ width: 3_600 })
              .where('ends_at', '>', new Date(from))
              .where('ends_at', '<=', new Date(seam)),
          )
          .orWhere(fine =>
            fine
              .where({ width: 300 })
              .where('ends_at', '>', new Date(seam))
              .where('ends_at', '<=', new Date(to)),
          ),
      )
      .orderBy('ends_at')
      .select('ends_at', 'bad', 'total');
    return rows.map(row => ({
      end: row.ends_at.getTime(),
      bad: row.bad,
      total: row.total,
    }));
  }

  /** Whole hours in (from, to], oldest first. */
  async hours(
    knex: Knex,
    measurement: string,
    { from, to }: { from: number; to: number },
  ): Promise<HistoryStep[]> {
    const rows = await knex('buckets')
      .where({ measurement, width: 3_600 })
      .where('ends_at', '>', new Date(from))
      .where('ends_at', '<=', new Date(to))
      .orderBy('ends_at')
      .select('ends_at', 'bad', 'total', 'seen');
    return rows.map(({ ends_at: at, bad, total, seen }) => ({
      end: at.getTime(),
      bad,
      total,
      seen,
    }));
  }

  /**
   * Forgets steps that stand in coarser ones, once nobody needs them so fine. An objective that was not judged for a while,
   * as while the portal was down, goes on from what it had then: its steps are as old as that. Whole coarser steps go at
   * once: one of which a part is gone could not be summed up again.
   */
  async forget(knex: Knex, now: Date): Promise<number> {
    // What is measured no more needs no fine steps at all.
    const fine = await knex.raw(
      `DELETE FROM buckets b USING (
         SELECT measurement, max(reach) AS reach, min(judged) AS judged FROM (
           SELECT measurement, fine_reach_ms AS reach, coalesce(evaluated_at, :now) AS judged
           FROM objectives JOIN objective_states USING (seq) WHERE retired_at IS NULL
           UNION ALL SELECT DISTINCT measurement, 0, :now::timestamptz FROM buckets WHERE width < 300 AND ends_at < :oldest
         ) m GROUP BY measurement
       ) o
       WHERE b.width < 300 AND b.measurement = o.measurement
         AND b.ends_at <= ${wholeSteps(
           `least(o.judged, :now) - (o.reach + :margin) * interval '1 millisecond'`,
           300,
         )}`,
      {
        now,
        margin: FINE_MARGIN_MS,
        oldest: new Date(now.getTime() - MEDIUM_REACH_MS),
      },
    );
    let forgotten = Number(fine.rowCount);
    for (const [i, { width, keptFor }] of coarser.entries()) {
      if (keptFor === Infinity) continue;
      const { width: next } = coarser[i + 1];
      const { rowCount } = await knex.raw(
        `DELETE FROM buckets b
         WHERE b.width = :width
         AND b.ends_at <= ${wholeSteps(
           `:now::timestamptz - :kept * interval '1 millisecond'`,
           next,
         )}
         AND NOT EXISTS (
           SELECT FROM objectives o JOIN objective_states s USING (seq)
           WHERE o.measurement = b.measurement AND o.retired_at IS NULL
             AND b.ends_at > ${wholeSteps(
               `s.evaluated_at - :kept * interval '1 millisecond'`,
               next,
             )})
         AND NOT EXISTS (
           SELECT FROM objectives o JOIN excluded_times t ON t.objective = o.id
           WHERE o.measurement = b.measurement AND b.ends_at > t.starts_at AND b.ends_at <= t.ends_at
             AND b.ends_at > :excluded)`,
        {
          width,
          now,
          kept: keptFor,
          excluded: new Date(now.getTime() - EXCLUDED_KEPT_MS),
        },
      );
      forgotten += Number(rowCount);
    }
    return forgotten;
  }
}

/** The end of the last step of a width, in seconds, that is not after an instant. */
function wholeSteps(instant: string, width: number): string {
  return `to_timestamp(floor(extract(epoch FROM ${instant}) / ${width}) * ${width})`;
}

function stepsOf(
  rows: readonly (Omit<HistoryStep, 'end'> & {
    measurement: string;
    ends: string;
  })[],
): Map<string, HistoryStep[]> {
  const steps = new Map<string, HistoryStep[]>();
  for (const { measurement, ends, bad, total, seen } of rows) {
    const key = String(measurement);
    const step = { end: Math.round(Number(ends)), bad, total, seen };
    const known = steps.get(key);
    if (known) known.push(step);
    else steps.set(key, [step]);
  }
  return steps;
}
