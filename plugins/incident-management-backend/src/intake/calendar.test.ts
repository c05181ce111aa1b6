import { ScheduleRule } from '@countersign/plugin-change-management-common';
import { eventually } from '@countersign/plugin-governance-test-utils';
import {
  alertmanagerWith,
  basicWith,
  checkout,
  database,
  olive,
  useAlertPortal,
} from '../__testUtils__/alertPortal';
import { ClearingStore } from '../database/ClearingStore';
import { GroupStore } from '../database/GroupStore';
import { AlertClearer } from './AlertClearer';

jest.setTimeout(240_000);

describe('the change calendar', () => {
  const now = Date.now();
  const around = (from: number, to: number) => ({
    start: new Date(now + from * 3_600_000).toISOString(),
    end: new Date(now + to * 3_600_000).toISOString(),
  });
  const drilled = 'component:default/service-1';
  const night: ScheduleRule = {
    id: 'window-1',
    kind: 'maintenance',
    title: 'Night of the databases',
    description: '',
    ...around(-1, 1),
    timeZone: 'UTC',
    scope: { type: 'database' },
    environments: [],
    allowEmergency: true,
    createdBy: 'user:default/olive',
    createdAt: around(-2, 0).start,
    demo: false,
  };
  const rules = [night];
  const { portal, get, post, send } = useAlertPortal({
    intake: { resolveDelayMinutes: 3 },
    drills: [
      {
        number: 'DRL0000007',
        entity: drilled,
        change: 'CHG0000042',
        state: 'running',
        startedAt: around(-0.1, 0).start,
      },
    ],
    calendar: {
      items: rules,
      changes: [
        {
          number: 'CHG0000042',
          title: 'Raise the timeout',
          state: 'implement',
          approvalStatus: 'approved',
          items: [checkout],
          window: around(-1, 1),
        },
      ],
    },
  });

  it('keeps alerts quiet in a window that it names, and marks those that come while a change is made', async () => {
    const startsAt = new Date(now - 60_000).toISOString();
    await send(
      'prometheus',
      alertmanagerWith(
        { name: 'Planned', entity: database, startsAt },
        { name: 'Caused', entity: checkout, startsAt },
      ),
      basicWith(),
    );
    await eventually(async () => {
      const { items } = await get('/alert-groups');
      expect(items).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            condition: 'Planned',
            because: 'suppressed',
            suppressions: [
              expect.objectContaining({
                by: 'maintenance',
                id: 'window-1',
                title: 'Night of the databases',
              }),
            ],
          }),
          expect.objectContaining({
            condition: 'Caused',
            incident: expect.any(String),
            changes: [{ number: 'CHG0000042', title: 'Raise the timeout' }],
          }),
        ]),
      );
    });
    expect(await get('/maintenance')).toEqual({
      isOn: true,
      isKnown: true,
      items: [
        {
          id: 'window-1',
          title: 'Night of the databases',
          until: around(-1, 1).end,
          // The change is not on what the window is about.
          changes: [],
          quiet: 1,
        },
      ],
    });

    // The window ends before its time, and what it kept quiet still fires.
    rules.splice(0, 1, { ...night, endedAt: new Date(now).toISOString() });
    await eventually(async () => {
      await portal().knex('alert_groups').update({ due_at: new Date() });
      const { items } = await get('/alert-groups');
      expect(items).toContainEqual(
        expect.objectContaining({
          condition: 'Planned',
          suppressions: [],
          incident: expect.any(String),
        }),
      );
    }, 60_000);
  });

  it('opens a drill for what a drill breaks, and an incident for what broke before or elsewhere', async () => {
    const alert = (name: string, entity: string, startsAt: string) => ({
      ...{ name, entity, startsAt },
    });
    await send(
      'prometheus',
      alertmanagerWith(
        alert('Drilled', drilled, around(0, 0).start),
        alert('Before', drilled, around(-1, 0).start),
        alert('Elsewhere', 'component:default/service-2', around(0, 0).start),
      ),
      basicWith(),
    );
    const flags = await eventually(async () => {
      const { items } = await get('/incidents?open=true&limit=200');
      const found = ['Drilled', 'Before', 'Elsewhere'].map(name =>
        items.find(({ title }: { title: string }) => title.includes(name)),
      );
      expect(found).not.toContain(undefined);
      return found;
    });
    expect(flags.map(({ drill }) => drill)).toEqual([true, false, false]);
    const { incident } = await get(`/incidents/${flags[0].number}`);
    expect(incident.description).toContain('DRL0000007');
    // Nobody has reported a deployment of its change: it is known all the same, and for no other incident.
    const suspectsOf = async ({ number }: { number: string }) =>
      (await get(`/incidents/${number}/suspects`)).items;
    expect(await suspectsOf(flags[0])).toMatchObject([
      {
        ...{ change: 'CHG0000042', item: drilled, score: 100 },
        reasons: [
          'The drill DRL0000007 under it broke it on purpose',
          'Was running when it began',
          `On ${drilled} itself`,
        ],
      },
    ]);
    expect(await suspectsOf(flags[2])).toEqual([]);
  });

  it('lets whoever has it in hand resolve before the delay, once no alert fires any more', async () => {
    const alert = { name: 'Delayed', entity: 'component:default/service-0' };
    const open = async () => {
      const { items } = await get('/alert-groups');
      return items.find(
        ({ condition }: { condition: string }) => condition === alert.name,
      );
    };
    await send('prometheus', alertmanagerWith(alert), basicWith());
    const number = await eventually(async () => {
      const { incident } = (await open()) ?? {};
      expect(incident).toBeDefined();
      return incident as string;
    });
    await post(`/incidents/${number}/acknowledge`);
    const resolve = () =>
      post(`/incidents/${number}/resolve`, { text: 'It was the disk.' });
    const { status, body } = await resolve();
    expect(status).toBe(409);
    expect(body.error.guard).toBe('alerts');
    const endsAt = new Date().toISOString();
    await send(
      'prometheus',
      alertmanagerWith({ ...alert, status: 'resolved', endsAt }),
      basicWith(),
    );
    const mayResolve = await eventually(async () => {
      expect((await open()).state).toBe('quiet');
      return get(`/incidents/${number}`);
    });
    expect(mayResolve.incident).toMatchObject({
      state: 'in-progress',
      alerts: { seen: 1, firing: 0 },
    });
    expect(mayResolve.actions).toContainEqual({
      verb: 'resolve',
      allowed: true,
    });
    const { incident } = (await resolve()).body;
    expect(incident).toMatchObject({
      state: 'resolved',
      resolution: { by: olive },
      alerts: { firing: 0 },
      times: { restored: endsAt },
    });
    expect(incident.times.resolved > endsAt).toBe(true);
    const { items } = await get(`/incidents/${number}/timeline`);
    expect(
      items
        .slice(0, 3)
        .map(({ type, actor }: Record<string, string>) => [type, actor]),
    ).toEqual([
      ['incident.resolved', olive],
      ['incident.restored', 'plugin:incident-management'],
      ['incident.alerts_ended', 'plugin:incident-management'],
    ]);
    expect(items[2].data.alerts).toMatchObject([
      { heardAt: expect.any(String) },
    ]);
  });

  it('keeps alerts that are over for as long as configuration says, and those of an open incident for longer', async () => {
    const over = { status: 'resolved', endsAt: '2026-11-24T12:10:00Z' };
    const forgotten = { name: 'Forgotten', instance: 'x' };
    const kept = { name: 'Kept', entity: 'component:default/service-1' };
    await send('prometheus', alertmanagerWith(forgotten, kept), basicWith());
    await eventually(async () => {
      const { items } = await get('/alerts?state=firing');
      expect(items.length).toBeGreaterThanOrEqual(2);
    });
    await send(
      'prometheus',
      alertmanagerWith({ ...forgotten, ...over }, { ...kept, ...over }),
      basicWith(),
    );
    const names = async () =>
      (await get('/alerts?state=resolved&limit=100')).items.map(
        ({ condition }: { condition: string }) => condition,
      );
    await eventually(async () =>
      expect(await names()).toEqual(
        expect.arrayContaining(['Forgotten', 'Kept']),
      ),
    );
    const { knex } = portal();
    const clearer = (keptMs: number) =>
      new AlertClearer({
        journal: {
          now: () => new Date(),
          run: (_: unknown, work: (unit: unknown) => Promise<unknown>) =>
            knex.transaction(trx => work({ trx, now: new Date() })),
        } as never,
        groups: new GroupStore(),
        store: new ClearingStore(),
        keptMs,
      });
    expect(await clearer(86_400_000).clear()).toBe(0);
    expect(await clearer(0).clear()).toBeGreaterThanOrEqual(1);
    expect(await names()).toContain('Kept');
    expect(await names()).not.toContain('Forgotten');
    const payloads = await knex('alert_payloads').count({ n: '*' });
    // What the other one began by came with it.
    expect(Number(payloads[0].n)).toBeGreaterThanOrEqual(1);
  });
});
