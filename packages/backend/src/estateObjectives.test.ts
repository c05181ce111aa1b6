import { globSync, readFileSync } from 'fs';
import path from 'path';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  Logger,
  readSettings,
  Service,
  ServiceClock,
  startService,
} from '@countersign/customer-engagement-api';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { OpenMetricsSource } from '@countersign/plugin-service-levels-backend-module-openmetrics';
import {
  Meter,
  MetricReading,
  predictAlert,
  readDefinitions,
  stepOf,
  windowLength,
} from '@countersign/plugin-service-levels-common';
import {
  matcherOf,
  metricFilter,
  parseFilter,
  readLine,
} from '@countersign/plugin-service-logs-common';
import { readDefinitions as readDefinitionsOfLogs } from '@countersign/plugin-service-logs-common/definitions';

jest.setTimeout(240_000);

const folder = path.resolve(__dirname, '../../../catalog-info/slo');
const TOKEN = 'the-token-of-this-test';
const SCRAPE_MS = 15_000;
const START = Date.UTC(2026, 10, 2, 9);

const definitions = readDefinitions(
  globSync('*.yaml', { cwd: folder }).map(file => ({
    file,
    text: readFileSync(path.join(folder, file), 'utf8'),
  })),
);

/** Those of the demo service, which runs; the others are told by the source of the estate. */
const ofDemoService = definitions.objectives.filter(
  ({ service }) => service === 'customer-engagement-api',
);
const sourceOf = ({ indicator }: (typeof ofDemoService)[number]) =>
  indicator.kind === 'ratio' ? indicator.total.metricSourceRef : undefined;

/** Requests take no time at all unless a fault delays them, however slow the machine is. */
function testClock(): ServiceClock {
  let seconds = 0;
  return {
    seconds: () => seconds,
    async sleep(ms) {
      seconds += ms / 1000;
    },
  };
}

/** An objective of the estate, measured by the demo service itself: only the clock is the test's. */
function measuring(id: string, source: OpenMetricsSource) {
  const objective = definitions.objectives.find(each => each.id === id)!;
  const { indicator } = objective;
  if (indicator.kind !== 'ratio') throw new Error(`${id} is no ratio`);
  const meter = new Meter(
    objective,
    Meter.begin(START, stepOf(windowLength(objective.window))),
  );
  return {
    meter,
    async scrape(now: number) {
      const { metrics } = await source.read(
        [
          { key: 'part', spec: indicator.part.spec },
          { key: 'total', spec: indicator.total.spec },
        ],
        { now },
      );
      const [part, total] = ['part', 'total'].map(key => {
        const metric = metrics.get(key)!;
        if ('problem' in metric) throw new Error(metric.problem);
        return metric as MetricReading;
      });
      meter.observe({ at: now, part, total });
      meter.close(now);
      return meter.evaluate();
    },
  };
}

describe('the objectives of the estate', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let service: Service;
  let source: OpenMetricsSource;
  const clock = testClock();
  const logged: string[] = [];
  beforeAll(async () => {
    const knex = await databases.init('POSTGRES_18');
    const { host, port, user, password, database } =
      knex.client.config.connection;
    service = await startService(
      readSettings({
        ...{ PORT: '0', HOST: '127.0.0.1', FAULTS: 'on', FAULTS_TOKEN: TOKEN },
        ...{ PGHOST: host, PGPORT: String(port), PGUSER: user },
        ...{ PGPASSWORD: password, PGDATABASE: database },
      }),
      { logger: new Logger(line => logged.push(line)), clock },
    );
    source = new OpenMetricsSource({
      ...{ name: 'customer-engagement-api', url: `${service.url}/metrics` },
      ...{ interval: SCRAPE_MS, timeoutMs: 5_000, maxBytes: 1_000_000 },
      headers: {},
    });
  });
  afterAll(() => service?.stop());

  const requests = (n: number) =>
    Promise.all(
      Array.from({ length: n }, async (_, i) => {
        const answer = await fetch(`${service.url}/api/users/${1 + (i % 42)}`);
        await answer.arrayBuffer();
      }),
    );

  it('are written without a mistake, and each metric of theirs is one of the service', async () => {
    expect(
      definitions.problems.filter(({ severity }) => severity === 'error'),
    ).toEqual([]);
    const measured = ofDemoService.filter(each => sourceOf(each) !== 'logs');
    expect(measured).toHaveLength(5);
    await requests(1);
    for (const { id } of measured) {
      const { scrape, meter } = measuring(id, source);
      await scrape(START + SCRAPE_MS);
      await requests(10);
      await scrape(START + 4 * SCRAPE_MS);
      await expect(
        scrape(START + 5 * SCRAPE_MS).then(({ standing }) => standing),
      ).resolves.toMatchObject({ bad: 0, total: 10, sli: 1 });
      expect(meter.objective.service).toBe('customer-engagement-api');
    }
  });

  it('are counted from its log too, what clients were answered and nothing else', async () => {
    const [objective, ...more] = ofDemoService.filter(
      each => sourceOf(each) === 'logs',
    );
    expect(more).toEqual([]);
    const { metrics } = readDefinitionsOfLogs(
      readFileSync(
        path.join(folder, '../log-queries/customer-engagement-api.yaml'),
        'utf8',
      ),
    );
    const count = ({ spec }: { spec: Record<string, unknown> }) => {
      const metric = metrics.find(each => each.metadata.name === spec.metric);
      const asked = metricFilter(metric!, spec.le as number | undefined);
      const parsed = parseFilter('filter' in asked ? asked.filter : '?');
      if ('problem' in parsed) throw new Error(parsed.problem.message);
      const matches = matcherOf(parsed.filter);
      return logged.filter(line => matches(readLine(line))).length;
    };
    const { indicator } = objective;
    if (indicator.kind !== 'ratio') throw new Error('is no ratio');
    const faults = (method: string, at = '', body?: object) =>
      fetch(`${service.url}/faults${at}`, {
        method,
        headers: {
          authorization: `Bearer ${TOKEN}`,
          'content-type': 'application/json',
        },
        body: body && JSON.stringify(body),
      });

    logged.length = 0;
    await requests(10);
    await fetch(`${service.url}/metrics`);
    const lease = { kind: 'latency', share: 1, seconds: 60 };
    const { id } = await (await faults('POST', '', lease)).json();
    await requests(3);
    await faults('DELETE', `/${id}`);
    await eventually(async () => expect(count(indicator.total)).toBe(13));
    expect(logged.length).toBeGreaterThan(13);
    expect(indicator.counted).toBe('good');
    expect(count(indicator.part)).toBe(10);
  });

  it('burn when the service is slow, as soon as it was predicted', async () => {
    const { meter, scrape } = measuring(
      'customer-engagement-api-latency-hour',
      source,
    );
    let now = START;
    const run = async (scrapes: number) => {
      const states: string[] = [];
      for (let i = 0; i < scrapes; i++) {
        await requests(30);
        now += SCRAPE_MS;
        const { verdicts } = await scrape(now);
        states.push(verdicts[0].state);
      }
      return states;
    };
    expect(await run(8)).not.toContain('burning');
    const leased = await fetch(`${service.url}/faults`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${TOKEN}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ kind: 'latency', share: 1, seconds: 60 }),
    });
    expect(leased.status).toBe(201);
    const { target, window } = meter.objective;
    const { first } = predictAlert(
      1,
      meter.tiers,
      { target, window: windowLength(window) },
      { evaluation: SCRAPE_MS, ingestion: 0, pending: 0 },
    );
    const states = await run(4);
    const burnedAfter = (states.indexOf('burning') + 1) * SCRAPE_MS;
    expect(burnedAfter).toBeGreaterThan(0);
    expect(burnedAfter).toBeLessThanOrEqual(first!.firesAfter!);
    // Half of the requests fail at once within the pair of 30 s: that is above 30 %.
    expect(first!.tier.long).toBe(30_000);
  });
});
