import { createHash } from 'crypto';
import { eventually } from '@countersign/plugin-governance-test-utils';
import {
  alertmanagerWith,
  basicWith,
  checkout,
  database,
  team,
  useAlertPortal,
} from '../__testUtils__/alertPortal';

jest.setTimeout(240_000);

describe('the intake of alerts', () => {
  const { portal, get, post, send } = useAlertPortal({
    intake: { unmapped: { tell: [team] } },
  });
  const group = async (name: string, query = '') => {
    const { items } = await get(`/alert-groups?limit=100${query}`);
    return items.find((each: { condition: string }) => each.condition === name);
  };
  const groupWith = (name: string, expected: object) =>
    eventually(async () => {
      const found = await group(name);
      expect(found).toMatchObject(expected);
      return found;
    });
  const incident = async (number: string) =>
    (await get(`/incidents/${number}`)).incident;

  it('opens an incident for a group, adds to it, and resolves it with the last alert', async () => {
    const name = 'QueueGrows';
    const first = { name, entity: checkout, instance: 'a' };
    const second = { ...first, instance: 'b' };
    const { status } = await send(
      'prometheus',
      alertmanagerWith(first),
      basicWith(),
    );
    expect(status).toBe(202);
    const { incident: number } = await groupWith(name, {
      state: 'firing',
      firing: 1,
      entityRef: checkout,
      incident: expect.stringMatching(/^INC\d{7}$/),
    });
    expect(await incident(number)).toMatchObject({
      state: 'new',
      source: 'alert',
      entities: [checkout],
      times: { started: '2026-11-24T12:00:00.000Z' },
    });
    // What was received is kept, and the ledger names it by its digest.
    const { items: entries } = await get(`/incidents/${number}/timeline`);
    const [{ id: alert, payload }] = entries.find(
      ({ type }: { type: string }) => type === 'incident.opened',
    ).data.alerts;
    const { of, payloads } = await get(`/alerts/${alert}/payloads`);
    expect(of).toBe(alert);
    expect(payloads).toHaveLength(1);
    expect(JSON.parse(payloads[0].body)).toEqual(alertmanagerWith(first));
    expect(payload).toBe(
      `sha256:${createHash('sha256').update(payloads[0].body).digest('hex')}`,
    );

    const over = { status: 'resolved', endsAt: '2026-11-24T12:10:00Z' };
    await send('prometheus', alertmanagerWith(first, second), basicWith());
    await groupWith(name, { firing: 2, incident: number });
    await send(
      'prometheus',
      alertmanagerWith({ ...first, ...over }, second),
      basicWith(),
    );
    await groupWith(name, { firing: 1, state: 'firing' });
    expect((await incident(number)).state).toBe('new');

    await send(
      'prometheus',
      alertmanagerWith({ ...second, ...over }),
      basicWith(),
    );
    await groupWith(name, { firing: 0, state: 'quiet', incident: number });
    expect(await incident(number)).toMatchObject({ state: 'resolved' });

    // A peer repeats what is over: it stays so, and that is noted once.
    await send('prometheus', alertmanagerWith(second), basicWith());
    await send('prometheus', alertmanagerWith(second), basicWith());
    const { id } = await groupWith(name, { state: 'quiet' });
    const repeated = await eventually(async () => {
      const { items } = await get(`/alerts?group=${id}`);
      const found = items.find((each: { key: string }) =>
        each.key.endsWith('-b'),
      );
      expect(found).toMatchObject({ signals: 5, state: 'resolved' });
      return found;
    });
    const { items: history } = await get(`/alerts/${repeated.id}/history`);
    expect(history.map(({ news }: { news: string }) => news)).toEqual([
      'stale',
      'ended',
      'began',
    ]);
    expect((await incident(number)).state).toBe('resolved');

    // It fires anew, soon after: the same incident is open again.
    await send(
      'prometheus',
      alertmanagerWith({ ...second, startsAt: new Date().toISOString() }),
      basicWith(),
    );
    await groupWith(name, { state: 'firing', incident: number });
    await eventually(async () =>
      expect((await incident(number)).state).toBe('new'),
    );
  });

  it('has a service restored when its last alert ended, and not before that was last heard', async () => {
    const restoredBy = async (name: string, endsAt: () => string) => {
      const which = { name, entity: 'component:default/service-11' };
      await send('prometheus', alertmanagerWith(which), basicWith());
      const { incident: number } = await groupWith(name, { firing: 1 });
      const over = { ...which, status: 'resolved', endsAt: endsAt() };
      await send('prometheus', alertmanagerWith(over), basicWith());
      const { times } = await eventually(async () => {
        const found = await incident(number);
        expect(found.state).toBe('resolved');
        return found;
      });
      const { items } = await get(`/incidents/${number}/timeline`);
      const dataOf = (type: string) =>
        items.find((each: { type: string }) => each.type === type).data;
      const [ended] = dataOf('incident.alerts_ended').alerts;
      expect(dataOf('incident.restored').at).toBe(times.restored);
      expect(times.restored < times.resolved).toBe(true);
      return { ended, restored: times.restored };
    };
    const now = new Date().toISOString();
    const said = await restoredBy('Recovers', () => new Date().toISOString());
    expect(said.restored).toBe(said.ended.endedAt);
    expect(said.restored > said.ended.heardAt).toBe(true);
    const early = await restoredBy('SaysTooEarly', () => now);
    expect(early.ended.endedAt).toBe(now);
    expect(early.restored).toBe(early.ended.heardAt);
    expect(early.restored > now).toBe(true);
  });

  it('keeps what was measured where the end does not say it, and opens nothing for an end of what never began', async () => {
    const which = { name: 'Leaks', entity: checkout };
    const over = { status: 'resolved', endsAt: '2026-11-24T12:10:00Z' };
    const [alert] = alertmanagerWith(which).alerts;
    await send(
      'prometheus',
      {
        ...alertmanagerWith(),
        alerts: [{ ...alert, values: { A: 97.5 }, valueString: '97.5 %' }],
      },
      basicWith(),
    );
    const { id, incident: number } = await groupWith('Leaks', { firing: 1 });
    expect(number).toBeDefined();
    await send(
      'prometheus',
      alertmanagerWith(
        { ...which, ...over },
        { ...which, ...over, name: 'NeverBegan' },
      ),
      basicWith(),
    );
    await groupWith('Leaks', { state: 'quiet', firing: 0 });
    const { items } = await get(`/alerts?group=${id}`);
    expect(items).toMatchObject([
      { state: 'resolved', values: { A: '97.5', valueString: '97.5 %' } },
    ]);
    const never = await groupWith('NeverBegan', { state: 'quiet', alerts: 1 });
    expect(never.incident).toBeUndefined();
  });

  it('takes the alerts of service levels, and has on record which of their entries an incident rests on', async () => {
    const entity = 'component:default/service-3';
    const entry = (n: number) => `sha256:${String(n).repeat(64)}`;
    const tell = (happening: string, entrydigest: string, endsAt?: string) =>
      portal().hear('service-levels.alerts', {
        specversion: '1.0',
        id: happening,
        source: '/service-levels',
        type: `countersign.alert.${happening}`,
        subject: 'ALR0000042',
        time: '2026-11-24T12:05:00.000Z',
        datacontenttype: 'application/json',
        entrydigest,
        data: {
          number: 'ALR0000042',
          happening,
          objective: 'latency',
          title: 'Checkout is fast',
          component: entity,
          kind: 'burn',
          phases: [
            { severity: 'page', startsAt: '2026-11-24T12:00:00.000Z', endsAt },
          ],
          window: 3_600_000,
          link: 'https://portal.example/slos/objectives/latency',
        },
      });
    await tell('fired', entry(1));
    const { incident: number } = await groupWith('ErrorBudgetBurn', {
      entityRef: entity,
      incident: expect.any(String),
    });
    const { items } = await get(`/incidents/${number}/timeline`);
    const opened = items.find(
      ({ type }: { type: string }) => type === 'incident.opened',
    );
    expect(opened.data.alerts).toMatchObject([
      { record: { number: 'ALR0000042', digest: entry(1) } },
    ]);
    await tell('resolved', entry(2), '2026-11-24T12:04:00.000Z');
    await eventually(async () =>
      expect((await incident(number)).state).toBe('resolved'),
    );
  });

  it('tells how good alerts are: which led to nothing, which flap, and which name no runbook', async () => {
    const about = { name: 'Noisy', entity: 'component:default/service-7' };
    const ago = (minutes: number) =>
      new Date(Date.now() - minutes * 60_000).toISOString();
    const tell = (alert: object) =>
      send('prometheus', alertmanagerWith({ ...about, ...alert }), basicWith());
    const quality = (figure = '') =>
      get(`/alert-quality${figure}?entityRef=${about.entity}`);
    const first = { startsAt: ago(30) };
    await tell(first);
    const { incident: number } = await groupWith(about.name, {
      incident: expect.any(String),
    });
    expect(await quality()).toMatchObject({ runs: 1, undecided: 1 });
    await tell({ ...first, status: 'resolved', endsAt: ago(20) });
    await groupWith(about.name, { state: 'quiet' });
    await eventually(async () =>
      expect(await quality()).toMatchObject({
        undecided: 0,
        noise: { n: 1, count: 1 },
        flapping: { n: 1, count: 0 },
        withoutRunbook: { n: 1, count: 1 },
      }),
    );
    const { items } = await quality('/noise');
    expect(items).toMatchObject([
      { entityRef: about.entity, incident: number, condition: about.name },
    ]);

    await tell({ startsAt: ago(0) });
    await groupWith(about.name, { state: 'firing' });
    // Its incident is open again: of neither is it known any more what it led to.
    expect(await quality()).toMatchObject({
      runs: 2,
      undecided: 2,
      flapping: { n: 2, count: 1 },
    });
  });

  it('has alerts without an entity on a triage queue until somebody says what they are about', async () => {
    const name = 'Nowhere';
    await send('prometheus', alertmanagerWith({ name }), basicWith());
    const { id, because } = await groupWith(name, {
      state: 'firing',
      told: { at: expect.any(String), recipients: [team] },
    });
    const tellings = () =>
      portal().notifications.send.mock.calls.filter(([{ payload }]) =>
        payload.scope?.endsWith(`unmapped-${id}`),
      );
    await eventually(async () => expect(tellings()).toHaveLength(1));
    expect(tellings()[0][0]).toMatchObject({
      recipients: { entityRef: [team] },
      payload: { link: '/incidents/triage' },
    });
    // Another alert of the group, and another look at it, tell nobody again.
    await send(
      'prometheus',
      alertmanagerWith({ name, instance: 'b' }),
      basicWith(),
    );
    await groupWith(name, { firing: 2 });
    expect(tellings()).toHaveLength(1);
    expect(because).toBe('unmapped');
    expect(await group(name, '&triage=true')).toBeDefined();
    expect(
      await post(`/alert-groups/${id}/assign`, {
        entityRef: 'component:default/missing',
      }),
    ).toMatchObject({ status: 400 });
    const { body } = await post(`/alert-groups/${id}/assign`, {
      entityRef: checkout,
    });
    await eventually(async () => {
      const assigned = await get(`/alert-groups/${body.id}`);
      expect(assigned).toMatchObject({
        entityRef: checkout,
        state: 'firing',
        incident: expect.stringMatching(/^INC/),
      });
    });
    await eventually(async () =>
      expect(await group(name, '&triage=true')).toBeUndefined(),
    );
  });

  it('is quiet while a silence lasts, and hears what still fires when it ends', async () => {
    const name = 'Silenced';
    const { status, body: silence } = await post('/silences', {
      match: { condition: name, entityRef: checkout },
      reason: 'We are moving it',
      endsAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
    expect(status).toBe(201);
    await send(
      'prometheus',
      alertmanagerWith({ name, entity: checkout }),
      basicWith(),
    );
    const found = await groupWith(name, {
      state: 'firing',
      because: 'suppressed',
      suppressions: [{ by: 'silence', id: silence.id, title: silence.reason }],
    });
    expect(found.incident).toBeUndefined();
    const listed = async (query: string) =>
      (await get(`/silences?${query}`)).items.find(
        ({ id }: { id: string }) => id === silence.id,
      );
    expect(await listed('state=active')).toMatchObject({ quiet: 1 });
    expect(await listed('state=coming,ended')).toBeUndefined();
    expect(await listed('author=user:default/nobody')).toBeUndefined();
    expect((await post(`/silences/${silence.id}/end`)).body).toMatchObject({
      endedBy: expect.stringContaining('olive'),
    });
    await groupWith(name, { incident: expect.any(String), suppressions: [] });
    expect(await listed('state=ended')).toMatchObject({ quiet: 0 });
    expect(await post(`/silences/${silence.id}/end`)).toMatchObject({
      status: 409,
    });
    expect(
      await post('/silences', {
        match: { 'lables.job': 'x' },
        reason: 'We know',
        endsAt: silence.endsAt,
      }),
    ).toMatchObject({ status: 400 });
  });

  it('is not over while an alert that is kept quiet still fires, and a person need not wait for that one', async () => {
    const name = 'HalfQuiet';
    const loud = { name, entity: 'component:default/service-5', instance: 'a' };
    const quiet = { ...loud, instance: 'b' };
    const { body: silence } = await post('/silences', {
      match: { condition: name, 'labels.instance': quiet.instance },
      reason: 'Its sensor is broken',
      endsAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
    await send('prometheus', alertmanagerWith(loud, quiet), basicWith());
    const { incident: number } = await groupWith(name, {
      firing: 2,
      incident: expect.any(String),
    });
    const endsAt = new Date().toISOString();
    const over = { ...loud, status: 'resolved', endsAt };
    await send('prometheus', alertmanagerWith(over), basicWith());
    await groupWith(name, { state: 'firing', firing: 1 });
    expect(await incident(number)).toMatchObject({
      state: 'new',
      alerts: { seen: 1, firing: 0 },
    });

    await post(`/incidents/${number}/acknowledge`);
    const { body } = await post(`/incidents/${number}/resolve`, {
      text: 'The loud one is gone.',
    });
    expect(body.incident).toMatchObject({
      state: 'resolved',
      times: { restored: endsAt },
    });
    // What was quiet all the time was settled by nobody.
    await post(`/silences/${silence.id}/end`);
    await eventually(async () =>
      expect(await incident(number)).toMatchObject({
        state: 'in-progress',
        alerts: { firing: 1 },
      }),
    );
  });

  it('offers an open incident on what the entity depends on, with the path', async () => {
    await send(
      'prometheus',
      alertmanagerWith(
        { name: 'RootCause', entity: database },
        { name: 'Symptom', entity: checkout, startsAt: '2026-11-24T13:00:00Z' },
      ),
      basicWith(),
    );
    const root = await groupWith('RootCause', { incident: expect.any(String) });
    await send(
      'prometheus',
      alertmanagerWith({ name: 'Symptom', entity: checkout, instance: 'c' }),
      basicWith(),
    );
    await groupWith('Symptom', {
      offers: [
        {
          number: root.incident,
          entityRef: database,
          path: [{ from: checkout, relation: 'dependsOn', to: database }],
          mayMerge: true,
        },
      ],
    });
  });
});
