import {
  Journal,
  RunEvent,
  stopWords,
} from '@countersign/plugin-chaos-drills-common';
import { Knex } from 'knex';

/** Somebody else has the run, or it is over: whoever is told so stops at once. */
export class RunLost extends Error {
  override name = 'RunLost';

  constructor(number: string) {
    super(`${number} is not played here any more`);
  }
}

/** A run whose holder has not been heard of for longer than its lease. */
export interface AbandonedRun {
  number: string;
  startedAt: string;
}

const until = (db: Knex, leaseMs: number) =>
  db.raw("now() + ? * interval '1 millisecond'", [leaseMs]);

/** Who plays which drill, and what happened in it: times are those of the database, so that clocks of replicas do not matter. */
export class RunStore {
  /** Of a drill that is started now. */
  async open(
    trx: Knex.Transaction,
    run: { number: string; holder: string; leaseMs: number; now: Date },
  ): Promise<void> {
    await trx('drill_runs').insert({
      number: run.number,
      holder: run.holder,
      held_until: until(trx, run.leaseMs),
      started_at: run.now,
    });
  }

  /** Which of these targets are drilled now, and by which drills. */
  async drilled(
    trx: Knex,
    targets: readonly string[],
  ): Promise<{ number: string; target: string }[]> {
    return trx('drill_targets')
      .whereIn('target', targets)
      .orderBy('number')
      .select('number', 'target');
  }

  /** From now on these are drilled; a target that is drilled already breaks the key. */
  async takeTargets(
    trx: Knex.Transaction,
    number: string,
    targets: readonly string[],
  ): Promise<void> {
    await trx('drill_targets').insert(
      targets.map(target => ({ target, number })),
    );
  }

  /** Holds it longer; false where it is not held by this one any more. */
  async extend(
    db: Knex,
    { number, holder }: { number: string; holder: string },
    leaseMs: number,
  ): Promise<boolean> {
    const held = await db('drill_runs')
      .where({ number, holder })
      .whereNull('ended_at')
      .where('held_until', '>', db.fn.now())
      .update({ held_until: until(db, leaseMs) });
    return held === 1;
  }

  /**
   * Takes one whose holder is not heard of any more, to close it and never to play it.
   *
   * @returns undefined where there is none
   */
  async takeAbandoned(
    db: Knex,
    holder: string,
    leaseMs: number,
  ): Promise<AbandonedRun | undefined> {
    const { rows } = await db.raw<{
      rows: { number: string; started_at: Date }[];
    }>(
      `UPDATE drill_runs SET holder = ?, closing = true, held_until = now() + ? * interval '1 millisecond'
       WHERE number = (
         SELECT number FROM drill_runs
         WHERE ended_at IS NULL AND held_until <= now()
         ORDER BY held_until LIMIT 1 FOR UPDATE SKIP LOCKED
       )
       RETURNING number, started_at`,
      [holder, leaseMs],
    );
    const row = rows.at(0);
    return (
      row && { number: row.number, startedAt: row.started_at.toISOString() }
    );
  }

  /**
   * Keeps what happened, as long as the run is held.
   *
   * @throws RunLost
   */
  async keep(
    db: Knex,
    { number, holder }: { number: string; holder: string },
    event: RunEvent,
  ): Promise<void> {
    const { rowCount } = await db.raw<{ rowCount: number }>(
      `INSERT INTO drill_events (number, kept_at, event)
       SELECT number, now(), ?::jsonb FROM drill_runs
       WHERE number = ? AND holder = ? AND ended_at IS NULL AND held_until > now()`,
      [JSON.stringify(event), number, holder],
    );
    if (rowCount !== 1) throw new RunLost(number);
  }

  /** What happened after an event, in its order. */
  async events(
    db: Knex,
    number: string,
    { after = 0, limit = 5000 } = {},
  ): Promise<{ seq: number; at: string; event: RunEvent }[]> {
    const rows = await db('drill_events')
      .where({ number })
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(limit)
      .select<{ seq: string; kept_at: Date; event: RunEvent }[]>(
        'seq',
        'kept_at',
        'event',
      );
    return rows.map(({ seq, kept_at: keptAt, event }) => ({
      seq: Number(seq),
      at: keptAt.toISOString(),
      event,
    }));
  }

  /**
   * It is over: its journal is kept and its targets are free.
   *
   * @throws RunLost where it is not held by this one any more
   */
  async close(
    trx: Knex.Transaction,
    { number, holder }: { number: string; holder: string },
    journal: { digest: string; content: string },
    now: Date,
  ): Promise<void> {
    const closed = await trx('drill_runs')
      .where({ number, holder })
      .whereNull('ended_at')
      .update({ ended_at: now });
    if (closed !== 1) throw new RunLost(number);
    await trx('drill_journals').insert({ number, ...journal });
    await trx('drill_targets').where({ number }).delete();
  }

  /** The journal as it was kept. */
  async journal(
    db: Knex,
    number: string,
  ): Promise<{ content: string; journal: Journal } | undefined> {
    const row = await db('drill_journals').where({ number }).first('content');
    return row && { content: row.content, journal: JSON.parse(row.content) };
  }

  /** Why some of these are to be stopped, by their numbers. */
  async stopsOf(
    db: Knex,
    numbers: readonly string[],
  ): Promise<Map<string, string>> {
    const rows = await db('drills')
      .whereIn('number', numbers)
      .whereRaw("facts -> 'stop' IS NOT NULL")
      .select<{ number: string; stop: { reason: string; pull?: string } }[]>(
        'number',
        db.raw("facts -> 'stop' AS stop"),
      );
    return new Map(rows.map(({ number, stop }) => [number, stopWords(stop)]));
  }
}
