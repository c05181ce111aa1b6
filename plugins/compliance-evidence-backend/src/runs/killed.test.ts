import { TestDatabases } from '@backstage/backend-test-utils';
import {
  EvidenceClient,
  phases,
  RunDetail,
  runStories,
} from '@countersign/plugin-compliance-evidence-common';
import {
  eventually,
  KillablePortal,
  openLedger,
  startMailbox,
} from '@countersign/plugin-governance-test-utils';
import { Knex } from 'knex';
import { portalConfig } from '../__testUtils__/portalConfig';
import { reportFolder, VIOLATIONS } from '../__testUtils__/reportFolder';
import { startTicketServer } from '../__testUtils__/ticketServer';

jest.setTimeout(300_000);

const pluginId = 'compliance-evidence';
const ada = 'user:default/ada';
/** Whoever reaches a place that is named in `stops` waits for this lock. */
const LOCK = 42;

/** Stops the portal in the transaction that ends a phase, or that says that a mail was sent: nothing of it is committed. */
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

describe('a run of a portal that is killed', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('goes on where it was, in each of its phases, and sends no mail twice', async () => {
    const knex = await databases.init('POSTGRES_18');
    const folder = await reportFolder();
    const tickets = await startTicketServer();
    const mailbox = await startMailbox();
    const config = portalConfig({
      folder,
      ticketsUrl: tickets.url,
      mailPort: mailbox.port,
    });
    const { connectionSettings } = knex.client;
    const portal = new KillablePortal({
      pluginId,
      program: `${__dirname}/../__testUtils__/portalProcess.ts`,
      config,
      database: {
        ...connectionSettings,
        password: connectionSettings.password,
      },
    });
    const api = new EvidenceClient(portal.api.as(ada));

    /** Has it go on until it comes there, and kills it. */
    const killAt = async (place: string, begin: () => Promise<unknown>) => {
      await knex('stops').insert({ place });
      const holder = await knex.transaction();
      try {
        await holder.raw('SELECT pg_advisory_xact_lock(?)', [LOCK]);
        await begin();
        await eventually(async () => {
          const { rows } = await knex.raw(
            `SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = ? AND NOT granted`,
            [LOCK],
          );
          expect(rows.length).toBeGreaterThan(0);
        }, 60_000);
        await portal.kill();
        await knex('stops').delete();
      } finally {
        await holder.rollback();
      }
    };
    const ended = async (number: string) => {
      let detail: RunDetail | undefined;
      await eventually(async () => {
        detail = await api.getRun(number);
        expect(['completed', 'failed']).toContain(detail.run.state);
      }, 60_000);
      return detail!;
    };

    try {
      await portal.start();
      await makeStops(knex);
      let number = '';
      for (const phase of phases) {
        await killAt(`end of ${phase}`, async () => {
          if (phase !== 'snapshot') {
            await portal.start();
            return;
          }
          const { run } = await api.requestRun({
            report: 'access',
            parameters: { quarter: '2026Q3' },
          });
          number = run.number;
        });
      }
      await portal.start();
      const detail = await ended(number);
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

      // The server took the mail, and the portal is gone before that is on record.
      const again = await api.requestRun({
        report: 'access',
        parameters: { quarter: '2026Q3' },
      });
      await killAt('sent to audit@example.com', async () => {});
      await portal.start();
      const unsure = await ended(again.run.number);
      expect(unsure.run.state).toBe('failed');
      expect(unsure.deliveries).toMatchObject([
        { recipient: 'audit@example.com', state: 'unknown' },
        { recipient: 'compliance@example.com', state: 'sent' },
      ]);
      expect(mailbox.received).toHaveLength(4);

      const ledger = await openLedger(knex, {
        origin: 'countersign/compliance-evidence',
        config,
      });
      for (const each of [number, again.run.number]) {
        const items = await ledger.entriesOf(each);
        const story = runStories.judge(items.map(({ entry }) => entry));
        expect(story.claims.filter(({ holds }) => !holds)).toEqual([]);
      }
    } finally {
      await portal.kill();
      await Promise.all([tickets.close(), mailbox.close(), folder.remove()]);
    }
  });
});
