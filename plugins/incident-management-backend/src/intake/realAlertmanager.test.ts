import { TestDatabases } from '@backstage/backend-test-utils';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { RealAlertmanager } from '@countersign/plugin-governance-test-utils/programs';
import { checkout, olive, secrets } from '../__testUtils__/alertPortal';
import { killableAlertPortal } from '../__testUtils__/killableAlertPortal';

jest.setTimeout(240_000);

describe('a real Alertmanager', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('opens, fills and resolves one incident, while the portal is killed in between', async () => {
    const knex = await databases.init('POSTGRES_18');
    const portal = killableAlertPortal(knex);
    const { baseUrl, fetch: ask } = portal.api.as(olive);
    await portal.start();
    const alertmanager = await RealAlertmanager.start({
      url: `${await baseUrl()}/intake/prometheus`,
      username: 'alertmanager',
      password: secrets.basic,
    });
    const alert = (instance: string, endsAt?: string) => ({
      labels: {
        alertname: 'DiskFull',
        severity: 'critical',
        entity: checkout,
        instance,
      },
      startsAt: new Date(Date.now() - 60_000).toISOString(),
      ...(endsAt && { endsAt }),
    });
    const past = () => new Date(Date.now() - 1000).toISOString();
    const groupIs = (expected: object) =>
      eventually(async () => {
        const response = await ask(`${await baseUrl()}/alert-groups`);
        const { items } = await response.json();
        expect(items).toMatchObject([expected]);
        return items[0];
      }, 60_000);
    try {
      const [a, b] = [alert('a'), alert('b')];
      await alertmanager.tell(a, b);
      const { incident } = await groupIs({
        condition: 'DiskFull',
        entityRef: checkout,
        firing: 2,
        incident: expect.stringMatching(/^INC/),
      });

      // Nobody answers: what changes meanwhile is delivered when somebody does.
      await portal.kill();
      await alertmanager.tell({ ...a, endsAt: past() }, alert('c'));
      await portal.start();
      await groupIs({ firing: 2, alerts: 3, incident });

      await alertmanager.tell({ ...b, endsAt: past() }, alert('c', past()));
      await groupIs({ state: 'quiet', firing: 0, incident });
      expect(await knex('incidents').select('number', 'state')).toEqual([
        { number: incident, state: 'resolved' },
      ]);
    } finally {
      await alertmanager.stop();
      await portal.kill();
    }
  });
});
