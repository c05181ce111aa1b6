import {
  RecordedRange,
  RecordedStep,
} from '@countersign/plugin-service-levels-common';
import { Knex } from 'knex';

/** The part of a window that a small picture of it is made from. Milliseconds. */
export interface TrendRange extends RecordedRange {
  measurement: string;
  /** Where the window begins, and how long one part of the picture is. */
  start: number;
  part: number;
}

/** What was counted, as pages read it. */
export class RecordedStore {
  /** The steps of some ranges, oldest first. */
  async steps(
    knex: Knex,
    measurement: string,
    ranges: readonly RecordedRange[],
  ): Promise<RecordedStep[]> {
    if (ranges.length === 0) return [];
    const { rows } = await knex.raw(
      `SELECT extract(epoch FROM b.ends_at) * 1000 AS ends, r.width, b.bad, b.total
       FROM jsonb_to_recordset(:ranges::jsonb) AS r (width bigint, "from" bigint, "to" bigint)
       JOIN buckets b ON b.measurement = :measurement AND b.width = r.width / 1000
         AND b.ends_at > to_timestamp(r."from" / 1000.0) AND b.ends_at <= to_timestamp(r."to" / 1000.0)
       ORDER BY b.ends_at`,
      { measurement, ranges: JSON.stringify(ranges) },
    );
    return rows.map(
      (row: { ends: string; width: string; bad: number; total: number }) => {
        const end = Math.round(Number(row.ends));
        const { bad, total } = row;
        return { start: end - Number(row.width), end, bad, total };
      },
    );
  }

  /** Bad events by measurement, and within it by the part of its window. */
  async trends(
    knex: Knex,
    ranges: readonly TrendRange[],
  ): Promise<Map<string, Map<number, number>>> {
    const trends = new Map<string, Map<number, number>>();
    if (ranges.length === 0) return trends;
    const { rows } = await knex.raw(
      `SELECT r.measurement, floor((extract(epoch FROM b.ends_at) * 1000 - 1 - r.start) / r.part)::int AS part,
         sum(b.bad) AS bad
       FROM jsonb_to_recordset(?::jsonb) AS r (
         measurement bigint, width bigint, "from" bigint, "to" bigint, start bigint, part double precision)
       JOIN buckets b ON b.measurement = r.measurement AND b.width = r.width / 1000
         AND b.ends_at > to_timestamp(r."from" / 1000.0) AND b.ends_at <= to_timestamp(r."to" / 1000.0)
       WHERE b.bad > 0
       GROUP BY 1, 2`,
      [JSON.stringify(ranges)],
    );
    for (const { measurement, part, bad } of rows) {
      const key = String(measurement);
      const known = trends.get(key) ?? new Map<number, number>();
      trends.set(key, known.set(part, bad));
    }
    return trends;
  }
}
