import { createHmac } from 'crypto';
import { once } from 'events';
import { AddressInfo } from 'net';
import { mockServices } from '@backstage/backend-test-utils';
import { eventually } from '@countersign/plugin-governance-test-utils';
import express from 'express';
import {
  alertmanagerWith,
  basicWith,
  checkout,
  database,
  secrets,
  team,
  TestCalendar,
  useAlertPortal,
} from '../__testUtils__/alertPortal';
import { Delivery } from '../database/DeliveryStore';
import { DeliveryWriter } from './DeliveryWriter';
import { createIntakeRouter } from './intakeRouter';

jest.setTimeout(240_000);

const calendar: TestCalendar = { items: [], changes: [] };

describe('senders of alerts', () => {
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
});

describe('more than can be written', () => {
  it('is asked to come again of senders that do, and taken of those that would lose it', async () => {
    const written: string[] = [];
    const credentials = [{ basic: { username: 'a', password: secrets.basic } }];
    const app = express().use(
      createIntakeRouter({
        integrations: (['cloudevents', 'alertmanager', 'grafana'] as const).map(
          kind => ({ name: kind, kind, credentials }),
        ),
        writer: {
          waiting: 5_001,
          write: async ({ kind }: Delivery) => void written.push(kind),
        } as unknown as DeliveryWriter,
        logger: mockServices.logger.mock(),
        onTooLarge: async () => {},
      }),
    );
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const tell = async (kind: string) => {
      const { status, headers } = await fetch(
        `http://127.0.0.1:${port}/intake/${kind}`,
        {
          method: 'POST',
          headers: {
            Authorization: `Basic ${Buffer.from(`a:${secrets.basic}`).toString(
              'base64',
            )}`,
          },
          body: '{}',
        },
      );
      return [status, headers.get('retry-after')];
    };
    expect(await tell('cloudevents')).toEqual([429, '5']);
    expect(await tell('alertmanager')).toEqual([202, null]);
    expect(await tell('grafana')).toEqual([202, null]);
    expect(written).toEqual(['alertmanager', 'grafana']);
    server.close();
  });
});
