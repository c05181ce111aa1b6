import { phases } from '@countersign/plugin-compliance-evidence-common';
import {
  connectionOf,
  eventually,
  signingKey,
} from '@countersign/plugin-governance-test-utils';
import { Knex } from 'knex';
import { filesOf } from '../__testUtils__/filesOf';
import { killableWorkers } from '../__testUtils__/killableWorkers';
import { startReplica } from '../__testUtils__/replica';
import { VIOLATIONS } from '../__testUtils__/reportFolder';
import { useRunBench } from '../__testUtils__/runBench';
import { WorkerStart } from '../__testUtils__/workerProcess';

jest.setTimeout(180_000);

/** Whoever reaches a place that is named in `stops` waits for this lock. */
const LOCK = 42;

/** Stops a worker in the transaction that ends a phase, or that says that a mail was sent: nothing of it is committed. */
async function makeStops(knex: Knex) {
  await knex.raw('CREATE TABLE stops (place text PRIMARY KEY)');
  await knex.raw(`
    CREATE FUNCTION stop_here() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT FROM stops WHERE place = TG_ARGV[0] || (to_jsonb(NEW) ->> TG_ARGV[1])) THEN
        PERFORM pg_advisory_xact_lock(${LOCK});
      END IF;
      RETURN NEW;
    END $$`);
  await knex.raw(`
    CREATE TRIGGER stop_here BEFORE UPDATE ON run_phases FOR EACH ROW
    WHEN (NEW.state = 'done') EXECUTE FUNCTION stop_here('end of ', 'phase')`);
  await knex.raw(`
    CREATE TRIGGER stop_here BEFORE UPDATE ON deliveries FOR EACH ROW
    WHEN (NEW.state = 'sent') EXECUTE FUNCTION stop_here('sent to ', 'recipient')`);
}

describe('a run whose worker is killed', () => {
  const bench = useRunBench();

  it('goes on where it was, in each of its phases, and sends no mail twice', async () => {
    const { knex, folder, tickets, mailbox } = bench;
    const options = { folder, ticketsUrl: tickets.url, mail: bench.mail() };
    // It asks and reads; it works on nothing.
    const desk = await startReplica(knex, { ...options, run: { atOnce: 0 } });
    await makeStops(knex);
    const workers = killableWorkers(folder.root);
    const start: WorkerStart = {
      connection: connectionOf(knex),
      signingKey,
      options,
    };

    /** Has a worker go on until it comes there, and kills it. */
    const killAt = async (place: string) => {
      await knex('stops').insert({ place });
      const holder = await knex.transaction();
      try {
        await holder.raw('SELECT pg_advisory_xact_lock(?)', [LOCK]);
        await workers.begin(start);
        await eventually(async () => {
          const { rows } = await knex.raw(
            `SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = ? AND NOT granted
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
            [LOCK],
          );
          expect(rows.length).toBeGreaterThan(0);
        }, 60_000);
        await workers.kill();
        await knex('stops').delete();
      } finally {
        await holder.rollback();
      }
    };
    try {
      const first = await desk.request({ quarter: '2026Q3' });
      for (const phase of phases) await killAt(`end of ${phase}`);
      await workers.begin(start);
      const detail = await bench.ended(desk, first.run.number);
      expect(detail.run).toMatchObject({
        state: 'completed',
        violations: VIOLATIONS,
      });
      expect(mailbox.received).toHaveLength(2);
      // A source is asked again only while its snapshot is not on record.
      expect(
        tickets.state.asked.filter(url => !url.includes('cursor')).length,
      ).toBeLessThanOrEqual(2);
      const found = await knex('findings').count();
      expect(Number(found[0].count)).toBe(VIOLATIONS);
      await workers.kill();
      // What was made again after a kill is the same to the byte: nothing is kept twice.
      const { rows: referred } = await knex.raw(`
        SELECT key FROM evidence UNION SELECT key FROM run_questions
        UNION SELECT key FROM run_artefacts UNION SELECT ledger_bundle FROM runs
        UNION SELECT pack ->> 'key' FROM runs`);
      expect(await filesOf(folder.store)).toEqual(
        referred.map(({ key }: { key: string }) => key).sort(),
      );

      // The server took the mail, and the worker is gone before that is on record.
      const again = await desk.request({ quarter: '2026Q3' });
      await killAt('sent to audit@example.com');
      await workers.begin(start);
      const unsure = await bench.ended(desk, again.run.number);
      expect(unsure.run.state).toBe('failed');
      expect(unsure.deliveries).toMatchObject([
        { recipient: 'audit@example.com', state: 'unknown' },
        { recipient: 'compliance@example.com', state: 'sent' },
      ]);
      expect(mailbox.received).toHaveLength(4);

      for (const { run } of [first, again]) {
        await bench.entriesOf(desk, run.number);
      }
    } finally {
      await workers.end();
    }
  });
});
