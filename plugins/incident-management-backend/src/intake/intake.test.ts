import { createHash, createHmac, generateKeyPairSync } from 'crypto';
import { createServer, Server } from 'http';
import { AddressInfo } from 'net';
import { TestDatabases } from '@backstage/backend-test-utils';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { exportJWK, SignJWT } from 'jose';
import { ClearingStore } from '../database/ClearingStore';
import { GroupStore } from '../database/GroupStore';
import { AlertClearer } from './AlertClearer';
import {
  alertmanagerWith,
  basicWith,
  checkout,
  database,
  olive,
  secrets,
  startAlertPortal,
  team,
  TestCalendar,
  useAlertPortal,
} from '../__testUtils__/alertPortal';

jest.setTimeout(240_000);

const calendar: TestCalendar = { items: [], changes: [] };

describe('the intake of alerts', () => {
  const { portal, get, post, send } = useAlertPortal({
    calendar,
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

  it('lets in whoever shows a credential of the integration, and each of two while one is replaced', async () => {
    const body = alertmanagerWith({ name: 'Known', entity: checkout });
    const tried = await Promise.all([
      send('prometheus', body, basicWith(secrets.former)),
      send('prometheus', body),
      send('prometheus', body, basicWith('something-else-here')),
      send('prometheus', body, { Authorization: `Bearer ${secrets.basic}` }),
      send('unheard-of', body, basicWith()),
      send(`events?token=${secrets.bearer}`, body),
    ]);
    expect(tried.map(({ status }) => status)).toEqual([
      202, 401, 401, 401, 401, 401,
    ]);
    expect(JSON.stringify(tried)).not.toContain(secrets.basic);

    const grafana = JSON.stringify({ title: 'Signed', state: 'alerting' });
    const sign = (text: string) => ({
      'X-Grafana-Alerting-Signature': createHmac('sha256', secrets.hmac)
        .update(text)
        .digest('hex'),
    });
    expect((await send('grafana', grafana, sign(grafana))).status).toBe(202);
    expect((await send('grafana', `${grafana} `, sign(grafana))).status).toBe(
      401,
    );
    expect(
      (
        await send(`google?auth_token=${secrets.url}`, {
          version: 'test',
          incident: { incident_id: '', started_at: 0, state: 'OPEN' },
        })
      ).status,
    ).toBe(202);
  });

  it('speaks to senders as PagerDuty does, and keeps no key', async () => {
    const event = {
      routing_key: secrets.routing,
      event_action: 'trigger',
      payload: { summary: 'Pager', severity: 'error', source: checkout },
    };
    const { status, body } = await send('pager', event);
    expect(status).toBe(202);
    expect(body).toEqual({
      status: 'success',
      message: 'Event processed',
      dedup_key: expect.any(String),
    });
    await groupWith('Pager', { state: 'firing', entityRef: checkout });
    const resolve = { ...event, event_action: 'resolve' };
    expect(await send('pager', resolve)).toMatchObject({
      status: 400,
      body: { status: 'invalid event' },
    });
    await send('pager', { ...resolve, dedup_key: body.dedup_key });
    await groupWith('Pager', { state: 'quiet' });
    const kept = JSON.stringify(await portal().knex('alerts').select('*'));
    expect(kept).not.toContain(secrets.routing);
  });

  it('shows a test of the connection as one, and opens nothing', async () => {
    await send(`google?token=${secrets.url}`, {
      version: 'test',
      incident: { incident_id: 'x', started_at: 0, ended_at: 0, state: 'OPEN' },
    });
    await eventually(async () => {
      const { items } = await get('/integrations');
      expect(
        items.find(({ name }: { name: string }) => name === 'google'),
      ).toMatchObject({
        lastTestAt: expect.any(String),
        credentials: ['urlToken'],
      });
    });
    expect((await get('/alerts?integration=google')).items).toEqual([]);
  });

  it('refuses what is too large with a note, and takes nothing of it', async () => {
    const large = alertmanagerWith({ name: 'x'.repeat(5 * 1024 * 1024) });
    const { status, body } = await send('prometheus', large, basicWith());
    expect(status).toBe(413);
    expect(body.error.message).toContain('4 MB');
    const { items } = await get('/dead-letters?integration=prometheus');
    expect(items[0]).toMatchObject({
      problems: [expect.stringContaining('5.0 MB was refused')],
    });
    expect(items[0].body).toBeUndefined();
    expect(await post(`/dead-letters/${items[0].id}/replay`)).toMatchObject({
      status: 409,
    });
  });

  it('keeps what cannot be read, without secrets, to be replayed or discarded', async () => {
    const odd = {
      specversion: '1.0',
      id: '1',
      source: '/odd',
      type: 'org.example.neither',
      data: { password: 'hunter2-hunter2', note: 'ok' },
    };
    const bearer = { Authorization: `Bearer ${secrets.bearer}` };
    expect((await send('events', odd, bearer)).status).toBe(202);
    expect((await send('events', '{"cut', bearer)).status).toBe(202);
    const letters = await eventually(async () => {
      const { items } = await get(
        '/dead-letters?integration=events&settled=false',
      );
      expect(items).toHaveLength(2);
      return items;
    });
    const found = letters.find(({ problems }: { problems: string[] }) =>
      problems[0].startsWith('type:'),
    );
    expect(found.body).not.toContain('hunter2');
    expect(found.body).toContain('"note":"ok"');
    expect(await post(`/dead-letters/${found.id}/replay`)).toMatchObject({
      status: 200,
      body: { settledAs: 'replayed' },
    });
    await eventually(async () =>
      expect(
        (
          await get('/dead-letters?integration=events')
        ).items,
      ).toHaveLength(3),
    );
    expect(await post(`/dead-letters/${found.id}/discard`)).toMatchObject({
      status: 409,
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

  it('says in its document how senders and calendars show who they are', async () => {
    const { paths } = await get('/openapi.json');
    const { post: take } = paths['/intake/{integration}'];
    expect(Object.keys(take.responses)).toContain('202');
    expect(take.security).toContainEqual({ basic: [] });
    expect(paths['/calendars/{name}.ics'].get.security).toEqual([
      { urlToken: [] },
    ]);
  });

  it('tells what would become of a payload, and keeps nothing of it', async () => {
    const payload = alertmanagerWith({
      name: 'Tried',
      labels: { kind: 'database', name: 'orders-db' },
    });
    const { body } = await post('/mapping/try', {
      integration: 'prometheus',
      payload,
    });
    expect(body).toMatchObject({
      problems: [],
      signals: [
        { entityRef: database, trials: [{ rule: 0, outcome: 'taken' }] },
      ],
    });
    expect(await group('Tried')).toBeUndefined();
    expect(
      await post('/mapping/try', { integration: 'missing', payload }),
    ).toMatchObject({ status: 400 });
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

describe('the change calendar', () => {
  const now = Date.now();
  const around = (from: number, to: number) => ({
    start: new Date(now + from * 3_600_000).toISOString(),
    end: new Date(now + to * 3_600_000).toISOString(),
  });
  const { portal, get, post, send } = useAlertPortal({
    intake: { resolveDelayMinutes: 3 },
    calendar: {
      items: [
        {
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
        },
      ],
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
    await send(
      'prometheus',
      alertmanagerWith({
        ...alert,
        status: 'resolved',
        endsAt: new Date().toISOString(),
      }),
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
    expect((await resolve()).body.incident).toMatchObject({
      state: 'resolved',
      resolution: { by: olive },
      alerts: { firing: 0 },
    });
    const { items } = await get(`/incidents/${number}/timeline`);
    expect(
      items
        .slice(0, 2)
        .map(({ type, actor }: Record<string, string>) => [type, actor]),
    ).toEqual([
      ['incident.resolved', olive],
      ['incident.alerts_ended', 'plugin:incident-management'],
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

describe('a push of Pub/Sub', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
  });
  let issuer: Server;
  let address = '';
  const other = generateKeyPairSync('rsa', { modulusLength: 2048 });
  beforeAll(async () => {
    const key = { ...(await exportJWK(publicKey)), kid: 'k1', alg: 'RS256' };
    issuer = createServer((_req, res) => {
      res.setHeader('Content-Type', 'application/json');
      res.end(JSON.stringify({ keys: [key] }));
    });
    await new Promise<void>(resolve =>
      issuer.listen(0, '127.0.0.1', () => resolve()),
    );
    address = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
  });
  afterAll(() => issuer.close());

  const email = 'push@shop.iam.gserviceaccount.com';
  const audience = 'https://portal.example.com/intake/google';
  const tokenWith = (
    claims: object = {},
    signer = privateKey,
    expires = '5m',
  ) =>
    new SignJWT({ email, email_verified: true, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
      .setIssuer('https://issuer.example.com')
      .setAudience(audience)
      .setExpirationTime(expires)
      .sign(signer);

  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  it('is let in by the signed token of its service account, and of nobody else', async () => {
    const portal = await startAlertPortal(databases, {
      intake: {
        integrations: [
          {
            name: 'google',
            kind: 'google-cloud-monitoring',
            credentials: [
              {
                pubsub: {
                  audience,
                  email,
                  issuer: 'https://issuer.example.com',
                  keys: `${address}/certs`,
                },
              },
            ],
          },
        ],
      },
    });
    try {
      const push = {
        subscription: 'projects/shop/subscriptions/alerts',
        message: {
          data: Buffer.from(
            JSON.stringify({
              version: '1.2',
              incident: {
                incident_id: '0.x',
                state: 'open',
                started_at: 1795521600,
                condition_name: 'Latency',
                policy_user_labels: { entity: checkout },
              },
            }),
          ).toString('base64'),
        },
      };
      const pushWith = async (token: string) => {
        const response = await fetch(`${portal.baseUrl}/intake/google`, {
          method: 'POST',
          body: JSON.stringify(push),
          headers: {
            'Content-Type': 'application/json',
            Authorization: `Bearer ${token}`,
          },
        });
        return response.status;
      };
      const answers = await Promise.all(
        [
          await tokenWith(),
          await tokenWith({ email: 'someone@else.example' }),
          await tokenWith({ email_verified: false }),
          await tokenWith({}, other.privateKey),
          await tokenWith({}, privateKey, '-5m'),
          'no-token',
        ].map(pushWith),
      );
      expect(answers).toEqual([202, 401, 401, 401, 401, 401]);
      await eventually(async () =>
        expect(await portal.knex('alert_groups').select('*')).toMatchObject([
          { condition: 'Latency', entity_ref: checkout },
        ]),
      );
    } finally {
      await portal.stop();
    }
  });
});
