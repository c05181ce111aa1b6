import { TestDatabases } from '@backstage/backend-test-utils';
import {
  eventually,
  TestPortal,
} from '@countersign/plugin-governance-test-utils';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import {
  alertmanagerWith,
  basicWith,
  callsTo,
  checkout,
  secrets,
  startAlertPortal,
} from '../__testUtils__/alertPortal';

jest.setTimeout(240_000);

describe('alerts in trouble', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let knex: Knex;
  const running: TestPortal[] = [];
  const start = async (intake?: JsonObject) => {
    const portal = await startAlertPortal(databases, { knex, intake });
    running.push(portal);
    return { portal, ...callsTo(() => portal) };
  };
  const stopAll = () =>
    Promise.all(running.splice(0).map(portal => portal.stop()));

  beforeEach(async () => {
    knex = await databases.init('POSTGRES_18');
  });
  afterEach(stopAll);

  it('become one incident a group and one page a step, by two replicas in a storm out of order', async () => {
    const [a, b] = [await start(), await start()];
    const messages = Array.from({ length: 60 }, (_, i) => {
      const which = {
        name: 'Storm',
        entity: `component:default/service-${i % 5}`,
        instance: `${i}`,
      };
      const over = { status: 'resolved', endsAt: '2026-11-24T12:30:00Z' };
      // Of half of them the end arrives before the beginning.
      return [
        which,
        ...(i % 2 ? [{ ...which, ...over }] : []),
        which,
      ].reverse();
    }).flat();
    const answers = await Promise.all(
      messages.map((message, i) =>
        [a, b][i % 2].send(
          'prometheus',
          alertmanagerWith(message),
          basicWith(),
        ),
      ),
    );
    expect(answers.every(({ status }) => status === 202)).toBe(true);
    await eventually(async () => {
      expect(await knex('alert_deliveries').select('id')).toEqual([]);
      const groups = await knex('alert_groups').select('*');
      expect(groups).toHaveLength(5);
      groups.forEach(group =>
        expect(group).toMatchObject({
          firing: 6,
          alerts: 12,
          incident: expect.any(String),
        }),
      );
      expect(await knex('escalation_pages').select('*')).toHaveLength(5);
    });
    expect(await knex('incidents').select('number')).toHaveLength(5);
    const alerts = await knex('alerts').select('signals');
    const signals = alerts.reduce((sum, each) => sum + each.signals, 0);
    expect(signals).toBe(messages.length);
  });

  it('leave nothing half done where the incident cannot be written, and are done when it can', async () => {
    const { send, get } = await start();
    await knex.raw(`
      CREATE FUNCTION no_incident() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'the disk is full'; END $$`);
    await knex.raw(
      'CREATE TRIGGER no_incident BEFORE INSERT ON incidents FOR EACH ROW EXECUTE FUNCTION no_incident()',
    );
    await send(
      'prometheus',
      alertmanagerWith({ name: 'Later', entity: checkout }),
      basicWith(),
    );
    await eventually(async () =>
      expect(await knex('alerts').select('*')).toMatchObject([
        { state: 'firing', told_at: null },
      ]),
    );
    expect(await knex('incident_alert_groups').select('*')).toEqual([]);
    await knex.raw('DROP TRIGGER no_incident ON incidents');
    await knex('alert_groups').update({ due_at: new Date() });
    await eventually(async () =>
      expect((await get('/alert-groups')).items).toMatchObject([
        { condition: 'Later', incident: expect.any(String) },
      ]),
    );
    expect(await knex('incidents').select('number')).toHaveLength(1);
  });

  it('that cannot be read are replayed once the integration is mended, and open what they would have opened', async () => {
    const integrationOf = (kind: string) => ({
      integrations: [
        { name: 'fleet', kind, credentials: [{ bearer: secrets.bearer }] },
      ],
    });
    const mistaken = await start(integrationOf('cloudevents'));
    expect(
      await mistaken.send(
        'fleet',
        alertmanagerWith({ name: 'Unread', entity: checkout }),
        { Authorization: `Bearer ${secrets.bearer}` },
      ),
    ).toMatchObject({ status: 202 });
    await eventually(async () =>
      expect(await knex('dead_letters').select('*')).toHaveLength(1),
    );
    expect(await knex('alerts').select('id')).toEqual([]);
    await stopAll();

    const { get, post } = await start(integrationOf('alertmanager'));
    const [letter] = (await get('/dead-letters?settled=false')).items;
    expect(await post(`/dead-letters/${letter.id}/replay`)).toMatchObject({
      status: 200,
    });
    await eventually(async () =>
      expect((await get('/alert-groups')).items).toMatchObject([
        { condition: 'Unread', incident: expect.any(String) },
      ]),
    );
    expect((await get('/dead-letters?settled=false')).items).toEqual([]);
  });

  it('are refused as a whole where they cannot be made durable', async () => {
    const { send } = await start();
    await knex.raw('ALTER TABLE alert_deliveries RENAME TO elsewhere');
    const { status } = await send(
      'prometheus',
      alertmanagerWith({ name: 'Refused', entity: checkout }),
      basicWith(),
    );
    expect(status).toBeGreaterThanOrEqual(500);
    await knex.raw('ALTER TABLE elsewhere RENAME TO alert_deliveries');
    expect(await knex('alert_deliveries').select('id')).toEqual([]);
    expect(
      await send(
        'prometheus',
        alertmanagerWith({ name: 'Refused', entity: checkout }),
        basicWith(),
      ),
    ).toMatchObject({ status: 202 });
    await eventually(async () =>
      expect(await knex('alerts').select('signals')).toEqual([{ signals: 1 }]),
    );
  });
});
