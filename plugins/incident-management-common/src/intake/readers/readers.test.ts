import fc from 'fast-check';
import { AlertEventMessage } from '@countersign/plugin-service-levels-common';
import { foldSignal, AlertLife, standingOf } from '../life';
import { AlertSignal, alertSignalSchema, intakeKinds } from '../signal';
import { readPayload, readServiceLevels } from '.';

const received = '2026-11-24T12:00:00.000Z';
const stateAfter = (...signals: AlertSignal[]) =>
  standingOf(
    signals.reduce<AlertLife | undefined>(
      (life, signal, i) =>
        foldSignal(life, {
          ...signal,
          receivedAt: new Date(Date.parse(received) + i * 1000).toISOString(),
        }),
      undefined,
    )!,
  ).state;

const alertmanager = (...alerts: (object | null)[]) => ({
  version: '4',
  status: 'firing',
  receiver: 'countersign',
  groupLabels: {},
  commonLabels: {},
  externalURL: 'http://alertmanager.example.com',
  alerts,
});
const disk = {
  status: 'firing',
  labels: { alertname: 'DiskFull', service: 'checkout-api', severity: 'page' },
  annotations: {
    summary: 'The disk is full',
    runbook_url: 'https://runbooks.example.com/disk',
  },
  startsAt: '2026-11-24T11:58:00.123456789+08:00',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'ftp://prometheus.example.com/graph',
  fingerprint: 'a1b2',
};
const google = (incident: object, version = '1.2') => ({
  version,
  incident: {
    incident_id: '0.abc',
    scoping_project_id: 'shop',
    started_at: 1795521600,
    ended_at: null,
    state: 'open',
    condition_name: 'Latency',
    summary: 'Latency is above 300 ms',
    observed_value: 'more than ever',
    resource: { type: 'cloud_run_revision', labels: { service_name: 'pay' } },
    ...incident,
  },
});
const pagerDuty = (event: object) => ({
  event_action: 'trigger',
  dedup_key: 'disk/17',
  payload: { summary: 'Disk', severity: 'warning', source: 'db-17' },
  ...event,
});
const cloudEvent = (event: object) => ({
  specversion: '1.0',
  id: '1',
  source: '/probes',
  type: 'org.example.probe.fired',
  subject: 'checkout-api',
  time: '2026-11-24T11:59:00Z',
  ...event,
});

const only = (kind: Parameters<typeof readPayload>[0], body: unknown) => {
  const { signals, problems } = readPayload(kind, body);
  expect(problems).toEqual([]);
  expect(signals).toHaveLength(1);
  return signals[0];
};

/** All names and texts in a value, however deep. */
const textsIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, each]) => [name, ...textsIn(each)])
    : [String(value)];

describe('payloads', () => {
  it('are read or refused with a reason, whatever they are', () => {
    const strange = fc.anything({ withUnicodeString: true } as object);
    fc.assert(
      fc.property(
        fc.constantFrom(...intakeKinds),
        fc.oneof(
          fc.jsonValue(),
          fc.record({
            alerts: fc.array(
              fc.record(
                {
                  status: fc.constantFrom('firing', 'RESOLVED', 7),
                  labels: fc.dictionary(fc.string({ unit: 'binary' }), strange),
                  fingerprint: fc.string({ unit: 'binary' }),
                  startsAt: fc.oneof(fc.string(), fc.double(), fc.date()),
                },
                { requiredKeys: [] },
              ),
            ),
          }),
        ),
        (kind, body) => {
          const { signals, problems } = readPayload(kind, body);
          expect(signals.length + problems.length).toBeGreaterThan(0);
          for (const signal of signals) {
            alertSignalSchema.parse(signal);
            // As characters: a nested label is JSON by itself, in which the six letters of an escape are text like any other.
            expect(textsIn(signal).join('\n')).not.toMatch(
              /[\0\p{Surrogate}]/u,
            );
          }
        },
      ),
    );
  });

  it('of Alertmanager tell when it began, in any zone, and no year 1', () => {
    expect(only('alertmanager', alertmanager(disk))).toMatchObject({
      key: 'a1b2',
      status: 'firing',
      startsAt: '2026-11-24T03:58:00.123Z',
      endsAt: null,
      severity: 'critical',
      title: 'The disk is full',
      condition: 'DiskFull',
      hints: ['checkout-api'],
      links: [
        { title: 'Runbook' },
        { title: 'Sender', url: 'http://alertmanager.example.com' },
      ],
    });
    const over = {
      ...disk,
      status: 'resolved',
      startsAt: '2026-11-24T03:58:00.123Z',
      endsAt: '2026-11-24T04:10:00Z',
    };
    const signals = [disk, over].map(alert =>
      only('alertmanager', alertmanager(alert)),
    );
    expect(stateAfter(...signals)).toBe('resolved');
  });

  it('of several alerts are told apart by labels, each with a state of its own', () => {
    const of = (instance: string, status: string) => ({
      ...disk,
      fingerprint: undefined,
      status,
      labels: { ...disk.labels, instance },
    });
    const { signals, problems, notes } = readPayload('alertmanager', {
      ...alertmanager(
        of('a', 'resolved'),
        of('b', 'firing'),
        null,
        of('c', ''),
      ),
      truncatedAlerts: 2,
    });
    expect(signals.map(({ status }) => status)).toEqual([
      'resolved',
      'firing',
      'firing',
    ]);
    expect(new Set(signals.map(({ key }) => key)).size).toBe(3);
    expect(problems).toEqual([expect.stringMatching(/^alerts\.2: must be/)]);
    expect(notes).toEqual([expect.stringContaining('left out 2 alerts')]);
  });

  it('without any alert in them say so, and long names of alerts stay apart', () => {
    const without = [
      ['alertmanager', alertmanager()],
      ['alertmanager', { ...alertmanager(), alerts: null }],
      ['grafana', { title: '', alerts: [] }],
      ['google-cloud-monitoring', { version: '1.2', incident: null }],
      ['cloudevents', []],
      ['pagerduty', { event_action: 'trigger', payload: null }],
    ] as const;
    for (const [kind, body] of without) {
      const { signals, problems } = readPayload(kind, body);
      expect([kind, signals]).toEqual([kind, []]);
      expect(problems).toHaveLength(1);
    }
    const long = 'f'.repeat(260);
    const keys = [`${long}1`, `${long}2`].flatMap(name => [
      only('alertmanager', alertmanager({ ...disk, fingerprint: name })).key,
      only('google-cloud-monitoring', google({ incident_id: name })).key,
      only('cloudevents', cloudEvent({ subject: name })).key,
    ]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('of Grafana are the same alert whether a word or the message says that it is over', () => {
    const pairs = [
      [
        { title: 'Disk', message: '**Firing**\n\nValue: 97' },
        { title: 'Disk', message: '**Resolved**\n\nValue: 12' },
      ],
      [
        { alert_uid: 'u1', state: 'alerting', message: 'Disk 97 %' },
        { alert_uid: 'u1', state: 'ok', message: 'Disk 12 %' },
      ],
      [
        { title: '[Alerting] Disk', ruleId: 7, state: 'no_data' },
        { title: '[OK] Disk', ruleId: 7, state: 'OK' },
      ],
      [{ title: '[FIRING:2] Disk' }, { title: '[RESOLVED] Disk' }],
    ];
    for (const pair of pairs) {
      const [first, second] = pair.map(body => only('grafana', body));
      expect(second.key).toBe(first.key);
      expect(stateAfter(first, second)).toBe('resolved');
    }
    expect(
      only('grafana', {
        alerts: [
          {
            status: 'firing',
            labels: { alertname: 'TestAlert', instance: 'Grafana' },
          },
        ],
      }).status,
    ).toBe('test');
  });

  it('of Google Cloud open and close one alert, also through Pub/Sub, and a test is no alert of 1970', () => {
    const push = (body: object) => ({
      subscription: 'projects/shop/subscriptions/alerts',
      message: {
        messageId: '1',
        data: Buffer.from(JSON.stringify(body)).toString('base64'),
      },
    });
    const opened = only('google-cloud-monitoring', google({ state: 'OPEN' }));
    const closed = only(
      'google-cloud-monitoring',
      push(google({ state: 'closed', ended_at: 1795521900 })),
    );
    expect(opened).toMatchObject({
      startsAt: '2026-11-24T12:00:00.000Z',
      endsAt: null,
      severity: null,
      values: { observed: 'more than ever' },
      resource: { type: 'cloud_run_revision', project: 'shop' },
      hints: ['pay'],
    });
    expect(closed).toMatchObject({
      key: opened.key,
      status: 'resolved',
      endsAt: '2026-11-24T12:05:00.000Z',
    });
    expect(
      only(
        'google-cloud-monitoring',
        google({ started_at: 0, ended_at: 0, state: 'OPEN' }, 'test'),
      ),
    ).toMatchObject({ status: 'test', startsAt: null, endsAt: null });
    expect(
      readPayload('google-cloud-monitoring', { message: { data: 'e30x' } })
        .problems,
    ).toEqual([expect.stringContaining('message.data')]);
  });

  it('of PagerDuty keep long summaries whole, and long keys apart', () => {
    const summary = `${'long '.repeat(400)}and the end`;
    const read = only(
      'pagerduty',
      pagerDuty({ payload: { summary, severity: 'error' } }),
    );
    expect(read.title.length).toBeLessThanOrEqual(200);
    expect(read.text).toBe(summary);

    const long = 'k'.repeat(255);
    const keys = [long, `${long}1`, `${long}2`].map(
      dedup_key => only('pagerduty', pagerDuty({ dedup_key })).key,
    );
    expect(new Set(keys).size).toBe(3);
    // Whoever writes what looks like another one's digest does not get its alert.
    expect(only('pagerduty', pagerDuty({ dedup_key: keys[1] })).key).not.toBe(
      keys[1],
    );
    expect(
      readPayload('pagerduty', { event_action: 'resolve' }).problems,
    ).toEqual([expect.stringContaining('dedup_key')]);
  });

  it('of CloudEvents are ordered by their times, and say no alert where they say none', () => {
    const fired = only('cloudevents', cloudEvent({}));
    const over = only(
      'cloudevents',
      cloudEvent({
        id: '2',
        type: 'org.example.probe.recovered',
        time: '2026-11-24T11:59:30Z',
      }),
    );
    expect(over.key).toBe(fired.key);
    expect(stateAfter(over, fired)).toBe('resolved');
    const { signals, problems } = readPayload('cloudevents', [
      cloudEvent({}),
      cloudEvent({ type: 'com.github.push' }),
      { id: '3' },
    ]);
    expect(signals).toHaveLength(1);
    expect(problems).toEqual([
      expect.stringMatching(/^1\.type: /),
      expect.stringMatching(/^2\.source, specversion, type: /),
    ]);
  });

  it('of our own SLO alerts are one alert, raised or lowered, until they are over', () => {
    const tell = (
      happening: AlertEventMessage['data']['happening'],
      severity: 'page' | 'ticket',
      endsAt?: string,
    ) => {
      const event: AlertEventMessage = {
        specversion: '1.0',
        id: happening,
        source: '/service-levels',
        type: `countersign.alert.${happening}`,
        subject: 'ALR0000042',
        time: '2026-11-24T11:50:00.000Z',
        datacontenttype: 'application/json',
        data: {
          number: 'ALR0000042',
          happening,
          objective: 'latency',
          title: 'Checkout is fast',
          component: 'component:default/checkout-api',
          kind: 'burn',
          phases: [{ severity, startsAt: '2026-11-24T11:40:00.000Z', endsAt }],
          window: 3600_000,
          burnRate: 14.606741573033695,
          budgetLeft: 0.8,
          exhaustedIn: 246223695.6521737,
          link: 'https://portal.example.com/slos/latency',
        },
      };
      return readServiceLevels(event).signals[0];
    };
    const fired = tell('fired', 'ticket');
    const raised = tell('raised', 'page');
    expect([fired.severity, raised.severity]).toEqual(['warning', 'critical']);
    expect(raised.hints).toEqual(['component:default/checkout-api']);
    expect(raised.title).toBe('Error budget burns: Checkout is fast');
    // As people read numbers; when the budget is gone is said in words.
    expect(raised.values).toEqual({ burnRate: '14.6', budgetLeft: '0.8' });
    expect(raised.text).toContain('for 3 days at this rate');
    expect(stateAfter(fired, tell('acknowledged', 'page'))).toBe(
      'acknowledged',
    );
    expect(
      stateAfter(
        fired,
        raised,
        tell('resolved', 'page', '2026-11-24T11:49:00Z'),
      ),
    ).toBe('resolved');
  });
});
