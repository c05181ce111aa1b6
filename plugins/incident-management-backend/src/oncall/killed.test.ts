import { TestDatabases } from '@backstage/backend-test-utils';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { carl, checkout, olive, team } from '../__testUtils__/alertPortal';
import {
  killableAlertPortal,
  sendAlert,
} from '../__testUtils__/killableAlertPortal';

jest.setTimeout(240_000);

describe('an escalation', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('goes on where the portal was killed in it: each step is paged once, and none is lost', async () => {
    const knex = await databases.init('POSTGRES_18');
    const portal = killableAlertPortal(knex, {
      onCall: {
        policies: [
          {
            name: 'usual',
            title: 'Olive, Carl, and then everybody',
            steps: [
              { after: 0, tell: [olive] },
              { after: 5, tell: [carl] },
              { after: 10, tell: ['owner'] },
            ],
          },
        ],
      },
    });
    const pages = () =>
      knex('escalation_pages')
        .orderBy('step')
        .select('id', 'step', 'recipient');
    const raisedEarlier = (minutes: number) =>
      knex('escalations').update({
        raised_at: knex.raw(`raised_at - ? * interval '1 minute'`, [minutes]),
        due_at: knex.fn.now(),
      });
    try {
      await portal.start();
      const answer = await sendAlert(portal, {
        ...{ name: 'Killed', entity: checkout },
      });
      expect(answer.status).toBe(202);
      await eventually(async () => expect(await pages()).toHaveLength(1));

      // As soon as the next step is on record, whoever should send it is gone.
      await raisedEarlier(6);
      await eventually(
        async () => expect(await pages()).toHaveLength(2),
        30_000,
      );
      await portal.kill();

      // What comes due meanwhile is told by the next life, together with what the last one left.
      await raisedEarlier(6);
      await portal.start();
      await eventually(async () => {
        expect(
          await knex('escalation_pages').whereNull('delivered_at'),
        ).toEqual([]);
        expect(await pages()).toMatchObject([
          { step: 0, recipient: olive },
          { step: 1, recipient: carl },
          { step: 2, recipient: team },
        ]);
      }, 60_000);
      for (const { id } of await pages()) {
        const scopes = () =>
          portal.notified.filter(scope => scope?.includes(id));
        await eventually(async () =>
          expect(scopes().length).toBeGreaterThan(0),
        );
        // A message may be sent again; it carries the same scope, so that its reader has it once.
        expect(new Set(scopes()).size).toBe(1);
      }
      const entries = await knex('ledger_entries')
        .orderBy('seq')
        .select('leaf');
      const paged = entries
        .map(({ leaf }) => JSON.parse(leaf))
        .filter(({ type }) => type === 'incident.paged');
      expect(paged.map(({ data }) => data.step)).toEqual([0, 1, 2]);
    } finally {
      await portal.kill();
    }
  });
});
