import { TestDatabases } from '@backstage/backend-test-utils';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { checkout } from '../__testUtils__/alertPortal';
import {
  killableAlertPortal,
  sendAlert,
} from '../__testUtils__/killableAlertPortal';

jest.setTimeout(240_000);

describe('alerts that were answered', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('become their incident by the next portal where one was killed before it had read them', async () => {
    const knex = await databases.init('POSTGRES_18');
    const portal = killableAlertPortal(knex);
    try {
      await portal.start();
      // It can be made durable, and not be read.
      const held = await knex.transaction();
      await held.raw('LOCK TABLE alerts IN ACCESS EXCLUSIVE MODE');
      const answer = await sendAlert(portal, {
        ...{ name: 'Survives', entity: checkout },
      });
      expect(answer.status).toBe(202);
      await portal.kill();
      await held.rollback();
      expect(await knex('alerts').select('id')).toEqual([]);
      expect(await knex('alert_deliveries').select('id')).toHaveLength(1);

      await portal.start();
      await eventually(
        async () =>
          expect(await knex('alert_groups').select('*')).toMatchObject([
            { condition: 'Survives', incident: expect.any(String) },
          ]),
        60_000,
      );
      expect(await knex('incidents').select('number')).toHaveLength(1);
      expect(await knex('alerts').select('signals')).toEqual([{ signals: 1 }]);
    } finally {
      await portal.kill();
    }
  });
});
