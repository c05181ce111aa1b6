/**
 * Figures of the intake of alerts, one JSON object a line: how many deliveries a second are made durable and answered, what
 * becomes of a storm, and how soon whoever is on call is told. Run with
 * `COUNTERSIGN_BENCH_PG=postgresql://… tsx plugins/incident-management-backend/bench/intake.bench.ts [seconds]`; it works in
 * a database of its own on that server and drops it afterwards. With ALERTMANAGER_PATH the API of that Alertmanager, which
 * keeps alerts in memory only, is measured beside it.
 */
import { AddressInfo } from 'net';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { CmdbService } from '@countersign/plugin-cmdb-node';
import {
  AreaPages,
  OutboxDispatcher,
  OutboxStore,
  PlainAccess,
  trustingAuthorizerOf,
} from '@countersign/plugin-governance-node';
import { RealAlertmanager } from '@countersign/plugin-governance-test-utils/programs';
import express from 'express';
import { Knex } from 'knex';
import { incidentKind } from '../src/access/access';
import { createIntake } from '../src/intake/createIntake';
import { createOnCall } from '../src/oncall/createOnCall';
import { pageOf } from '../src/oncall/pageMessages';
import { createServices } from '../src/services/createServices';
import { post } from './sending';
import { inOwnDatabase, openLog, percentile, reporter, silent } from './stage';

const [seconds = 15] = process.argv.slice(2).map(Number);
/** So many a second at least are to be answered soon. */
const STEADY = 1_050;
const SERVICES = 50;
const STORM = 10_000;
const TOLD = 200;
const token = 'a-token-of-the-benchmark';
const headers = { Authorization: `Bearer ${token}` };

const report = reporter('intake');
const p99 = (values: readonly number[]) => percentile(values, 99);

async function until(
  what: string,
  holds: () => Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`It took too long: ${what}`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

/** Messages of Alertmanager with so many alerts each. */
function* messages(
  name: string,
  count: number,
  each: number,
): Generator<object> {
  const startsAt = new Date().toISOString();
  for (let i = 0; i < count; i++) {
    yield {
      version: '4',
      status: 'firing',
      alerts: Array.from({ length: each }, (_, at) => {
        const n = i * each + at;
        return {
          status: 'firing',
          labels: {
            alertname: name,
            entity: `component:default/service-${n % SERVICES}`,
            instance: String(n),
            severity: 'critical',
          },
          annotations: { summary: `${name} of ${n}` },
          startsAt,
          endsAt: '0001-01-01T00:00:00Z',
          fingerprint: `${name}-${n}`,
        };
      }),
    };
  }
}

async function run(knex: Knex): Promise<void> {
  const ledger = await openLog(knex);
  const graph = CmdbGraph.from([
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: { name: 'team' },
      spec: { type: 'team' },
    },
    ...Array.from({ length: SERVICES }, (_, i) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: { name: `service-${i}` },
      spec: { type: 'service', owner: 'group:default/team' },
      relations: [{ type: 'ownedBy', targetRef: 'group:default/team' }],
    })),
  ]);
  const cmdb = { graph: async () => graph } as unknown as CmdbService;
  const told = new Map<string, number>();
  const limits = { closeAfter: 259_200_000, reopenWithin: 86_400_000 };
  const settings = {
    integrations: [
      {
        name: 'bench',
        kind: 'alertmanager' as const,
        credentials: [{ bearer: token }],
      },
    ],
    mapping: [],
    resolveDelayMs: 180_000,
    opensFrom: 'warning' as const,
    keepsMaintenance: true,
    tellsUnmapped: [],
    keptMs: 400 * 86_400_000,
  };
  const dispatcher = new OutboxDispatcher({
    knex,
    store: new OutboxStore(),
    logger: silent,
    deliver: async message => {
      if (pageOf(message) && message.kind === 'notification') {
        told.set(message.description, Date.now());
      }
    },
  });
  const services = createServices({
    knex,
    ledger,
    authorizer: trustingAuthorizerOf(incidentKind),
    cmdb,
    changes: {},
    settings: {
      limits,
      privateGroups: [],
    },
    onMessages: () => dispatcher.wake(),
  } as unknown as Parameters<typeof createServices>[0]);
  const access = new PlainAccess(
    {} as ConstructorParameters<typeof PlainAccess>[0],
  );
  const pages = new AreaPages({
    path: '/incidents',
    baseUrl: 'https://portal.example',
  });
  const { escalator, roster } = createOnCall({
    journal: services.journal,
    access,
    incidentAccess: services.access,
    cmdb,
    logger: silent,
    pages,
    settings: {
      rotations: [],
      targets: [],
      calendarTokens: [],
      policies: [
        {
          name: 'owner',
          title: 'The owner',
          priorities: [1, 2, 3, 4, 5],
          steps: [{ after: 0, tell: ['owner'], targets: [] }],
        },
      ],
    },
  });
  const intake = createIntake({
    journal: services.journal,
    opener: services.opener,
    access,
    incidentAccess: services.access,
    limits,
    roster,
    pages,
    cmdb,
    changes: {
      listScheduleRules: async () => ({ items: [] }),
      getCalendar: async () => ({ changes: [] }),
    } as unknown as Parameters<typeof createIntake>[0]['changes'],
    drills: {
      listDrills: async () => ({
        items: [],
        count: { value: 0, capped: false },
      }),
    },
    events: { subscribe: async () => {}, publish: async () => {} },
    logger: silent,
    settings,
    onJudged: escalator.wake,
  });
  const server = express().use(intake.router).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/intake/bench`;
  await intake.start();
  escalator.start();
  try {
    await measure({ knex, url, told });
  } finally {
    await intake.stop();
    await escalator.stop();
    await dispatcher.stop();
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  }
}

/** What is measured of an intake that runs. */
async function measure({
  knex,
  url,
  told,
}: {
  knex: Knex;
  url: string;
  /** What was told, and when. */
  told: ReadonlyMap<string, number>;
}): Promise<void> {
  const count = async (table: string) =>
    Number((await knex(table).count({ n: '*' }))[0].n);
  const drained = () =>
    until('to read and judge what was delivered', async () => {
      const [{ n }] = await knex('alert_groups')
        .where('due_at', '<=', new Date())
        .count({ n: '*' });
      return Number(n) === 0 && (await count('alert_deliveries')) === 0;
    });

  // The first of a process wait for its compiler.
  const first = await post(url, messages('First', Infinity, 1), {
    connections: 64,
    seconds: 2,
    headers,
  });
  const warm = first.statuses.get(202) ?? 0;
  await drained();

  const steady = await post(url, messages('Steady', Infinity, 1), {
    connections: 64,
    seconds,
    perSecond: STEADY,
    headers,
  });
  const kept = steady.statuses.get(202) ?? 0;
  report('steady deliveries made durable', kept / steady.seconds, '/s', kept);
  report('steady, answer, p99', p99(steady.milliseconds), 'ms', kept);
  await drained();

  const sustained = await post(url, messages('Sustained', Infinity, 1), {
    connections: 64,
    seconds,
    headers,
  });
  const taken = sustained.statuses.get(202) ?? 0;
  report('deliveries made durable', taken / sustained.seconds, '/s', taken);
  report('answer, p99', p99(sustained.milliseconds), 'ms', taken);
  await drained();
  if ((await count('alerts')) !== warm + kept + taken)
    throw new Error('Alerts were lost');

  const before = await count('incidents');
  const began = performance.now();
  await post(url, messages('Storm', STORM / 10, 10), {
    connections: 64,
    headers,
  });
  await until('to open the incidents of a storm', async () => {
    const [{ n }] = await knex('alerts')
      .whereNotNull('told_at')
      .where({ signals: 1 })
      .whereRaw(`signal->>'condition' = 'Storm'`)
      .count({ n: '*' });
    return Number(n) === STORM;
  });
  report(
    'a storm on 50 services becomes its incidents',
    (performance.now() - began) / 1000,
    's',
    STORM,
  );
  const opened = (await count('incidents')) - before;
  report('incidents of the storm', opened, 'incidents', STORM);
  await until('to page a storm', async () => {
    return (await count('escalation_pages')) >= before + opened;
  });
  report(
    'pages a group',
    ((await count('escalation_pages')) - before) / opened,
    'pages',
    opened,
  );

  const delays: number[] = [];
  for (let i = 0; i < TOLD; i++) {
    const [body] = messages(`Told ${i}`, 1, 1);
    const sentAt = Date.now();
    await post(url, [body].values(), { connections: 1, headers });
    // The first line is the title; what to do follows.
    const find = () =>
      [...told].find(([text]) =>
        text.split('\n')[0].endsWith(`Told ${i} of 0`),
      );
    await until('to tell who is on call', async () => find() !== undefined);
    delays.push(find()![1] - sentAt);
  }
  report('alert received until told, p99', p99(delays) / 1000, 's', TOLD);
}

/** The same alerts, singly, into the API of Alertmanager itself, which keeps them in memory only. */
async function yardstick(): Promise<void> {
  if (!process.env.ALERTMANAGER_PATH) return;
  const alertmanager = await RealAlertmanager.start({
    url: 'http://127.0.0.1:9/nobody',
    username: 'nobody',
    password: 'nobody',
  });
  function* alerts(): Generator<object> {
    for (let n = 0; ; n++) {
      yield [{ labels: { alertname: 'Yardstick', instance: String(n) } }];
    }
  }
  const sent = await post(`${alertmanager.url}/api/v2/alerts`, alerts(), {
    connections: 64,
    seconds,
  });
  const n = sent.milliseconds.length;
  report('Alertmanager, in memory only', n / sent.seconds, '/s', n);
  report('Alertmanager, answer, p99', p99(sent.milliseconds), 'ms', n);
  await alertmanager.stop();
}

inOwnDatabase('intake', run)
  .then(yardstick)
  .catch(error => {
    console.error(error);
    // What was not stopped would keep it running.
    process.exit(1);
  });
