import { createServer, Server } from 'http';
import { AddressInfo } from 'net';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  eventually,
  TestPortal,
} from '@countersign/plugin-governance-test-utils';
import { JsonObject } from '@backstage/types';
import { incidentSignalChannel } from '@countersign/plugin-incident-management-common';
import {
  alertmanagerWith,
  basicWith,
  callsTo,
  carl,
  checkout,
  database,
  olive,
  startAlertPortal,
  team,
} from '../__testUtils__/alertPortal';

jest.setTimeout(240_000);

const rotation = (name: string, members: string[]): JsonObject => ({
  name,
  title: `Line ${name}`,
  timeZone: 'Europe/Berlin',
  start: '2026-01-05T09:00:00+01:00',
  handOver: 'FREQ=WEEKLY;BYDAY=MO',
  members,
  team,
});
const token = 'a-calendar-token-of-enough-length';

describe('being on call', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let portal: TestPortal;
  let pager: Server;
  let isDown = true;
  const posted: { path: string; body: any }[] = [];
  const { get, post, send } = callsTo(() => portal);

  beforeAll(async () => {
    pager = createServer((req, res) => {
      let text = '';
      req.on('data', chunk => {
        text += chunk;
      });
      req.on('end', () => {
        res.statusCode = isDown ? 503 : 200;
        res.end();
        if (!isDown) posted.push({ path: req.url!, body: JSON.parse(text) });
      });
    });
    await new Promise<void>(resolve =>
      pager.listen(0, '127.0.0.1', () => resolve()),
    );
    const { port } = pager.address() as AddressInfo;
    portal = await startAlertPortal(databases, {
      onCall: {
        calendarTokens: [token],
        rotations: [
          rotation('first', [olive]),
          rotation('gone', ['user:default/zoe']),
          rotation('second', [carl]),
        ],
        targets: [
          {
            name: 'pager',
            url: `http://127.0.0.1:${port}/pager`,
            secret: 'a-secret-of-at-least-24-bytes',
          },
          {
            name: 'chat',
            format: 'slack',
            url: `http://127.0.0.1:${port}/slack-hook-address`,
          },
        ],
        policies: [
          {
            name: 'patient',
            title: 'For databases',
            match: { type: 'database' },
            steps: [{ after: 0, tell: ['rotation:first'] }],
          },
          {
            name: 'default',
            title: 'The line, and then those behind it',
            steps: [
              {
                after: 0,
                tell: ['rotation:gone'],
              },
              {
                after: 5,
                tell: ['rotation:first'],
                targets: ['pager', 'chat'],
              },
              { after: 10, tell: ['rotation:second', 'owner'] },
            ],
          },
        ],
      },
    });
  });
  afterAll(async () => {
    await portal?.stop();
    pager.close();
  });

  const open = async (name: string) => {
    await send(
      'prometheus',
      alertmanagerWith({ name, entity: checkout }),
      basicWith(),
    );
    return eventually(async () => {
      const { items } = await get('/alert-groups');
      const { incident } = items.find(
        (each: { condition: string }) => each.condition === name,
      );
      expect(incident).toBeDefined();
      return incident as string;
    });
  };
  const pagesOf = (number: string) => get(`/incidents/${number}/pages`);
  /** As if time had passed: what was raised was raised earlier. */
  const pass = (minutes: number, number: string) =>
    portal
      .knex('escalations')
      .where({ number })
      .update({
        raised_at: portal.knex.raw(`raised_at - ? * interval '1 minute'`, [
          minutes,
        ]),
        due_at: portal.knex.raw(`due_at - ? * interval '1 minute'`, [minutes]),
      });

  it('tells who is on call, past whom has left, and each step once until somebody reacts', async () => {
    const number = await open('Escalates');
    await eventually(async () => {
      const { pages, policy, nextAt } = await pagesOf(number);
      expect(policy).toBe('default');
      expect(nextAt).toBeDefined();
      expect(pages).toMatchObject([
        {
          step: 0,
          channel: 'nobody',
          recipient: 'user:default/zoe',
          nobody: 'left',
        },
        {
          step: 1,
          channel: 'notification',
          recipient: olive,
          via: 'rotation:first',
          deliveredAt: expect.any(String),
        },
        {
          step: 1,
          channel: 'target',
          recipient: 'pager',
          failure: expect.stringContaining('503'),
        },
        {
          step: 1,
          channel: 'target',
          recipient: 'chat',
          failure: expect.stringContaining('503'),
        },
      ]);
    });
    expect(portal.notifications.send).toHaveBeenCalledWith(
      expect.objectContaining({
        recipients: expect.objectContaining({ entityRef: [olive] }),
        payload: expect.objectContaining({
          title: expect.stringContaining(`${number} needs you`),
          // What is wrong, and what to do about the message.
          description: expect.stringMatching(
            /Escalates is true\nAcknowledge it within 10 min, or the next step is told\.$/,
          ),
          link: `/incidents/${number}`,
        }),
      }),
    );

    // The mail of the page fails at first; what is heard late changes nothing.
    const [, page] = (await pagesOf(number)).pages;
    const hearOf = (state: string, at: string, failure?: string) =>
      portal.hear('countersign.mails', {
        ...{ origin: 'plugin:incident-management', user: olive, state, at },
        scope: `incident-management:${number}:page-${page.id}`,
        ...{ attempts: 1, failure },
      });
    const mailsOfPage = async () => (await pagesOf(number)).pages[1].mails;
    await hearOf('waiting', '2026-11-27T02:00:00.000Z', 'connect ECONNREFUSED');
    expect(await mailsOfPage()).toMatchObject([
      { who: olive, state: 'waiting', failure: 'connect ECONNREFUSED' },
    ]);
    await hearOf('sent', '2026-11-27T02:05:00.000Z');
    await hearOf('waiting', '2026-11-27T02:06:00.000Z', 'too late');
    expect(await mailsOfPage()).toMatchObject([{ who: olive, state: 'sent' }]);

    // So does what is posted in Slack, of each workspace; another plugin's message is none of the page's.
    const hearOfSlack = (message: object) =>
      portal.hear('countersign.slack', {
        ...{ origin: 'plugin:incident-management', recipient: olive },
        scope: `incident-management:${number}:page-${page.id}`,
        ...{ workspace: 0, attempts: 1, at: '2026-11-27T02:00:00.000Z' },
        ...message,
      });
    // Whoever looks at the incident is told to look again.
    const { incident: shown } = await get(`/incidents/${number}`);
    const signals = () =>
      portal.events.filter(
        ({ topic, eventPayload }) =>
          topic === 'signals' &&
          (eventPayload as { channel: string }).channel ===
            incidentSignalChannel(shown),
      ).length;
    const before = signals();
    await hearOfSlack({
      ...{ state: 'waiting', failure: 'answered 503' },
      nextTryAt: '2026-11-27T02:00:02.000Z',
    });
    await eventually(() => expect(signals()).toBeGreaterThan(before));
    await hearOfSlack({ workspace: 1, state: 'unaddressed' });
    await hearOfSlack({ origin: 'plugin:catalog', state: 'sent' });
    const slackOfPage = async () => (await pagesOf(number)).pages[1].slack;
    expect(await slackOfPage()).toEqual([
      {
        ...{ who: olive, state: 'waiting', attempts: 1 },
        at: '2026-11-27T02:00:00.000Z',
        failure: 'answered 503',
        nextTryAt: '2026-11-27T02:00:02.000Z',
      },
      expect.objectContaining({ who: olive, state: 'unaddressed' }),
    ]);
    await hearOfSlack({
      ...{ state: 'parked', failure: 'channel_not_found' },
      at: '2026-11-27T02:01:00.000Z',
    });
    const [givenUp] = await slackOfPage();
    expect(givenUp).toMatchObject({ state: 'parked' });
    expect(givenUp).not.toHaveProperty('nextTryAt');

    // The pager was down: it is told when it is back, once.
    isDown = false;
    await eventually(async () =>
      expect(
        await portal
          .knex('outbox')
          .where('next_attempt_at', '<=', portal.knex.fn.now()),
      ).toHaveLength(2),
    );
    await post(`/incidents/${number}/note`, { text: 'The pager is back.' });
    await eventually(async () => {
      const { pages } = await pagesOf(number);
      const targets = pages.filter(
        ({ channel }: { channel: string }) => channel === 'target',
      );
      expect(targets).toMatchObject([
        { deliveredAt: expect.any(String) },
        { deliveredAt: expect.any(String) },
      ]);
    });
    expect(posted.map(({ path }) => path).sort()).toEqual([
      '/pager',
      '/slack-hook-address',
    ]);
    expect(posted.find(({ path }) => path === '/pager')?.body).toMatchObject({
      incident: number,
      entities: [checkout],
      nextStepAt: expect.any(String),
    });
    expect(posted.find(({ body }) => body.text)?.body.text).toContain(
      '\nAcknowledge it within 10 min, or the next step is told.\n<',
    );

    await pass(11, number);
    await eventually(async () => {
      const { pages, nextAt } = await pagesOf(number);
      expect(pages.slice(4)).toMatchObject([
        { step: 2, recipient: carl },
        { step: 2, recipient: team, via: 'owner' },
      ]);
      expect(nextAt).toBeUndefined();
    });
    await eventually(async () =>
      expect(portal.notifications.send).toHaveBeenCalledWith(
        expect.objectContaining({
          recipients: expect.objectContaining({ entityRef: [carl] }),
          payload: expect.objectContaining({
            description: expect.stringContaining(
              'nobody else is told after you',
            ),
          }),
        }),
      ),
    );
    const { items } = await get(`/incidents/${number}/timeline?limit=50`);
    const paged = items.filter(
      ({ type }: { type: string }) => type === 'incident.paged',
    );
    expect(paged).toHaveLength(3);

    // It waits for all who were told, whoever owns it, and not for whom nobody could tell.
    const waitsFor = async (ref: string) =>
      (await get(`/incidents?state=new&paged=${ref}`)).items.map(
        (each: { number: string }) => each.number,
      );
    expect(await waitsFor(carl)).toEqual([number]);
    expect(await waitsFor(team)).toEqual([number]);
    expect(await waitsFor('user:default/zoe')).toEqual([]);
  });

  it('tells nobody else once somebody has taken it', async () => {
    const number = await open('Taken');
    await eventually(async () => {
      expect((await pagesOf(number)).pages.length).toBeGreaterThan(1);
    });
    expect(await post(`/incidents/${number}/acknowledge`)).toMatchObject({
      status: 200,
    });
    await pass(60, number);
    await eventually(async () =>
      expect((await pagesOf(number)).endedAt).toBeDefined(),
    );
    const { pages } = await pagesOf(number);
    expect(pages.some(({ step }: { step: number }) => step === 2)).toBe(false);
  });

  it('says who is on call for an entity, and when nobody who can react is', async () => {
    const answer = await get(`/on-call?entity=${checkout}`);
    expect(answer.entity).toMatchObject({
      policy: { name: 'default' },
      steps: [
        { reached: [{ told: 'user:default/zoe', nobody: 'left' }] },
        { reached: [{ told: 'rotation:first', who: olive }] },
        { reached: [{ who: carl }, { told: 'owner', who: team }] },
      ],
    });
    expect(answer.rotations).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          name: 'gone',
          members: [{ who: 'user:default/zoe', left: true }],
          gaps: [expect.objectContaining({ left: 'user:default/zoe' })],
        }),
        expect.objectContaining({
          name: 'first',
          now: expect.objectContaining({ who: olive }),
          gaps: [],
        }),
      ]),
    );
  });

  it('names in one answer the rotations of an entity and those of a team', async () => {
    const named = async (query: string) => {
      const { rotations } = await get(`/on-call?${query}`);
      return rotations.map(({ name }: { name: string }) => name);
    };
    expect(await named(`entity=${database}`)).toEqual(['first']);
    expect(await named('team=group:default/nobody')).toEqual([]);
    expect(await named(`entity=${database}&team=${team}`)).toEqual([
      'first',
      'gone',
      'second',
    ]);
  });

  it('can be swapped with a reason, on the record, and taken back', async () => {
    const range = {
      start: new Date(Date.now() - 60_000).toISOString(),
      end: new Date(Date.now() + 3_600_000).toISOString(),
    };
    const body = {
      rotation: 'first',
      who: carl,
      reason: 'Olive is ill',
      ...range,
    };
    expect(
      await post('/overrides', { ...body, rotation: 'frist' }),
    ).toMatchObject({
      status: 400,
      body: {
        error: { message: expect.stringContaining('did you mean first') },
      },
    });
    expect(
      await post('/overrides', { ...body, who: 'user:default/zoe' }),
    ).toMatchObject({ status: 400 });
    const { status, body: override } = await post('/overrides', body);
    expect(status).toBe(201);
    const onCall = async () => {
      const { entity } = await get(`/on-call?entity=${checkout}`);
      return entity.steps[1].reached[0].who;
    };
    expect(await onCall()).toBe(carl);
    expect(
      (await post(`/overrides/${override.id}/withdraw`, {}, carl)).body,
    ).toMatchObject({ withdrawnBy: carl });
    expect(await onCall()).toBe(olive);
    expect(await post(`/overrides/${override.id}/withdraw`)).toMatchObject({
      status: 409,
    });
  });

  it('is a calendar for those who are signed in, and for those who show a token', async () => {
    const text = await get('/rotations/first/calendar');
    expect(text).toContain('BEGIN:VCALENDAR');
    expect(text).toContain('SUMMARY:Line first: olive');
    const shown = await fetch(
      `${portal.baseUrl}/calendars/first.ics?token=${token}`,
    );
    expect(shown.headers.get('content-type')).toContain('text/calendar');
    expect(await shown.text()).toContain('BEGIN:VEVENT');
    const others = await Promise.all(
      ['', '?token=another-one-of-enough-length'].map(query =>
        fetch(`${portal.baseUrl}/calendars/first.ics${query}`),
      ),
    );
    expect(others.map(({ status }) => status)).toEqual([401, 401]);
  });
});
