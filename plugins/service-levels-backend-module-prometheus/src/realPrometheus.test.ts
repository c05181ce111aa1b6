import { TestDatabases } from '@backstage/backend-test-utils';
import {
  Logger,
  Service,
  startService,
} from '@countersign/customer-engagement-api';
import {
  Evaluation,
  Meter,
  Objective,
  promDuration,
  prometheusRules,
  readDefinitions,
  Reading,
  stepOf,
  windowLength,
} from '@countersign/plugin-service-levels-common';
import { OpenMetricsSource } from '@countersign/plugin-service-levels-backend-module-openmetrics';
import { AskedPrometheus } from './__testUtils__/AskedPrometheus';
import { ApiSeries } from './api/PrometheusApi';
import { PrometheusSource } from './PrometheusSource';

jest.setTimeout(240_000);

const SCRAPE_MS = 5_000;
const STEP_MS = 15_000;
const TOKEN = 'a-token-for-the-tests';

const queries = {
  errors: {
    part: 'http_requests_total{route=~"/api/.*",code=~"5.."}',
    total: 'http_requests_total{route=~"/api/.*"}',
  },
  slow: {
    part: 'http_request_duration_seconds_bucket{route=~"/api/.*",le="0.3"}',
    total: 'http_request_duration_seconds_count{route=~"/api/.*"}',
  },
} as const;

const slo = (
  name: keyof typeof queries,
  counted: 'good' | 'bad',
) => `apiVersion: openslo/v1
kind: SLO
metadata: { name: ${name} }
spec:
  service: customer-engagement-api
  budgetingMethod: Occurrences
  timeWindow: [{ duration: 1h, isRolling: true }]
  objectives: [{ target: 0.95 }]
  indicator:
    metadata: { name: ${name} }
    spec:
      ratioMetric:
        counter: true
        ${counted}: { metricSource: { metricSourceRef: api, spec: { query: '${queries[name].part}' } } }
        total: { metricSource: { metricSourceRef: api, spec: { query: '${queries[name].total}' } } }
`;

const dataSource = `apiVersion: openslo/v1
kind: DataSource
metadata: { name: api }
spec: { type: openmetrics }
`;

/** An objective as the engine measures it by the service's own page, evaluation by evaluation. */
class Watch {
  readonly #meter: Meter;
  readonly #source: OpenMetricsSource;
  readonly #name: keyof typeof queries;
  firedAt: number | undefined;

  constructor(objective: Objective, source: OpenMetricsSource) {
    const step = stepOf(windowLength(objective.window));
    this.#meter = new Meter(objective, Meter.begin(Date.now(), step));
    this.#source = source;
    this.#name = objective.id as keyof typeof queries;
  }

  async look(now: number): Promise<void> {
    const { part, total } = queries[this.#name];
    const { at, metrics } = await this.#source.read(
      [part, total].map(query => ({ key: query, spec: { query } })),
      { now },
    );
    this.#meter.observe({
      at,
      part: metrics.get(part) as Reading['part'],
      total: metrics.get(total) as Reading['part'],
    });
    this.#meter.close(Math.floor(now / STEP_MS) * STEP_MS);
    const evaluation = this.#meter.evaluate();
    if (burning(evaluation).length > 0) this.firedAt ??= evaluation.at;
  }
}

function burning({ verdicts }: Evaluation): string[] {
  return verdicts
    .filter(({ state }) => state === 'burning')
    .map(({ tier }) => promDuration(tier.long));
}

describe('a real Prometheus', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const stops: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const stop of stops.reverse()) await stop();
  });

  async function startApi(trafficPerSecond = 20): Promise<Service> {
    const knex = await databases.init('POSTGRES_18');
    const { connection } = knex.client.config;
    const { host, port, user, password, database } = connection;
    const service = await startService(
      {
        port: 0,
        host: '127.0.0.1',
        database: { host, port: Number(port), user, password, database },
        project: undefined,
        logSeverity: 'CRITICAL',
        faultsToken: TOKEN,
        trafficPerSecond,
        shutdownSeconds: 1,
      },
      { logger: new Logger(() => {}, 'CRITICAL'), latencyMs: 400 },
    );
    stops.push(() => service.stop());
    return service;
  }

  it('fires with our rules when the engine fires, at every evaluation, and is read as a source', async () => {
    const api = await startApi();
    const definitions = readDefinitions([
      {
        file: 'slo.yaml',
        text: [slo('errors', 'bad'), slo('slow', 'good'), dataSource].join(
          '---\n',
        ),
      },
    ]);
    const { objectives } = definitions;
    const { groups } = prometheusRules(definitions, {
      scrapeInterval: SCRAPE_MS,
      cells: 1,
    });
    const prometheus = await AskedPrometheus.start({
      target: new URL(api.url).host,
      scrapeMs: SCRAPE_MS,
      groups,
    });
    stops.push(() => prometheus.stop());
    const page = new OpenMetricsSource({
      name: 'api',
      url: `${api.url}/metrics`,
      interval: SCRAPE_MS,
      headers: {},
      timeoutMs: 4_000,
      maxBytes: 1024 * 1024,
    });
    const watches = objectives.map(objective => new Watch(objective, page));
    const look = () => Promise.all(watches.map(each => each.look(Date.now())));
    const timer = setInterval(() => void look().catch(() => {}), SCRAPE_MS);
    stops.push(async () => clearInterval(timer));
    await look();

    const recorded = (name: string) => prometheus.samples(name);
    // Two evaluations of a service that keeps its promises.
    const firstTotals = await prometheus.until(async () => {
      const totals = await recorded('slo:total:30s');
      return totals.length === 2 &&
        totals.every(({ points }) => points.length > 2)
        ? totals
        : undefined;
    }, 90_000);
    await expectSameByProtobuf(prometheus);
    for (const kind of ['error', 'latency']) {
      const response = await fetch(`${api.url}/faults`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${TOKEN}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ kind, share: 0.6, seconds: 120 }),
      });
      expect(response.status).toBe(201);
    }
    const firing = 'ALERTS{alertname="ErrorBudgetBurn",alertstate="firing"}';
    await prometheus.until(async () => {
      const alerts = await recorded(firing);
      const told = new Set(alerts.map(({ labels }) => labels.slo));
      return told.size === 2 && watches.every(each => each.firedAt)
        ? told
        : undefined;
    }, 60_000);
    clearInterval(timer);

    const alerts = await recorded(firing);
    for (const [i, objective] of objectives.entries()) {
      const own = alerts.filter(({ labels }) => labels.slo === objective.id);
      const firedAt = Math.min(...own.map(({ points }) => points[0].at));
      // Both look each 15 s, at moments of their own, at what was scraped each 5 s.
      expect(Math.abs(firedAt - watches[i].firedAt!)).toBeLessThanOrEqual(
        STEP_MS + SCRAPE_MS,
      );
      await expectSameAsEngine(prometheus, objective, own);
    }

    const now = Date.now();
    const rawSamples = await recorded(queries.errors.total);
    for (const reads of ['raw', 'recorded'] as const) {
      const source = new PrometheusSource({
        name: 'prometheus',
        url: prometheus.url,
        headers: {},
        timeoutMs: 10_000,
        maxBytes: 1024 * 1024,
        interval: STEP_MS,
        delay: STEP_MS,
        reads,
        catchUpMs: 600_000,
        scrapeInterval: SCRAPE_MS,
        ranges: 'closed',
        hasUp: true,
      });
      const { metrics } = await source.read(
        [
          {
            key: 'total',
            spec: { query: queries.errors.total },
            readTo: now - 600_000,
            uses: [{ objective: 'errors', role: 'total', counter: true }],
          },
        ],
        { now },
      );
      const reading = metrics.get('total')!;
      const counted =
        'kind' in reading && reading.kind === 'counts'
          ? reading.counts.reduce((sum, { value }) => sum + value, 0)
          : reading;
      // From the first evaluation of the rules at the latest, to the last step that is settled.
      const least = increaseOf(rawSamples, {
        from: firstTotals[0].points[0].at + STEP_MS,
        to: now - 2 * STEP_MS - SCRAPE_MS,
      });
      expect(least).toBeGreaterThan(0);
      expect(counted).toBeGreaterThanOrEqual(least);
      expect(counted).toBeLessThanOrEqual(
        increaseOf(rawSamples, { from: 0, to: now }),
      );
    }
  });

  it('reads the native histogram of the service as our source does', async () => {
    const api = await startApi(0);
    for (let i = 1; i <= 20; i++) await fetch(`${api.url}/api/users/${i}`);
    for (let i = 1; i <= 3; i++) {
      await fetch(`${api.url}/api/users/${i}?chaos=latency`);
    }
    const prometheus = await AskedPrometheus.start({
      target: new URL(api.url).host,
      scrapeMs: 500,
      groups: [],
      takesNatives: true,
    });
    stops.push(() => prometheus.stop());
    const own = 'http_request_time_seconds{route="/api/users/:id"}';
    const valueOf = async (query: string) => {
      const [series] = await prometheus.api.query(query, Date.now());
      return series?.points[0]?.value;
    };
    await prometheus.until(
      async () =>
        (await valueOf(`histogram_count(${own})`)) === 23 || undefined,
      60_000,
    );
    const source = new OpenMetricsSource({
      name: 'api',
      url: `${api.url}/metrics`,
      interval: SCRAPE_MS,
      headers: {},
      timeoutMs: 4_000,
      maxBytes: 1024 * 1024,
      nativeHistograms: true,
    });
    // Edges of eight buckets to a power of two: the requests lie below, between and above them.
    for (const bound of ['0.0009765625', '0.25', '2']) {
      const query = `http_request_time_seconds_bucket{route="/api/users/:id",le="${bound}"}`;
      const { metrics } = await source.read([{ key: query, spec: { query } }], {
        now: 0,
      });
      const counted = await valueOf(
        `histogram_fraction(-Inf, ${bound}, ${own}) * 23`,
      );
      expect(metrics.get(query)).toMatchObject({
        series: [{ samples: [{ value: Math.round(counted!) }] }],
      });
      expect(Math.abs(counted! - Math.round(counted!))).toBeLessThan(1e-6);
    }
    // What text has is the same in both formats.
    expect(await valueOf('sum(http_requests_total{code="200"})')).toBe(23);
    expect(await valueOf('sum(http_request_duration_seconds_count)')).toBe(23);
  });
});

/** Its own page, in the format that has native histograms, says what the text says. */
async function expectSameByProtobuf({ url }: AskedPrometheus): Promise<void> {
  const asked = [
    'prometheus_config_last_reload_successful',
    'prometheus_tsdb_compaction_chunk_size_bytes_bucket{le="32"}',
    'prometheus_tsdb_compaction_chunk_size_bytes_count',
    'prometheus_build_info',
  ].map(query => ({ key: query, spec: { query } }));
  const [text, protobuf] = await Promise.all(
    [false, true].map(async nativeHistograms => {
      const source = new OpenMetricsSource({
        ...{ name: 'self', url: `${url}/metrics`, interval: SCRAPE_MS },
        ...{ headers: {}, timeoutMs: 4_000, maxBytes: 1024 * 1024 },
        nativeHistograms,
      });
      const { metrics } = await source.read(asked, { now: 0 });
      // A bound is spelled 32 in one and 32.0 in the other.
      return Array.from(metrics, ([query, reading]) => [
        query,
        'series' in reading
          ? [reading.kind, ...reading.series.map(({ samples }) => samples)]
          : reading,
      ]);
    }),
  );
  expect(protobuf).toEqual(text);
  expect(text).toContainEqual([
    'prometheus_config_last_reload_successful',
    ['gauge', [{ at: 0, value: 1 }]],
  ]);
}

/** What counters rose by between two instants. */
function increaseOf(
  series: readonly ApiSeries[],
  { from, to }: { from: number; to: number },
): number {
  const valueAt = ({ points }: ApiSeries, instant: number) =>
    points.filter(({ at }) => at <= instant).at(-1)?.value ?? 0;
  return series.reduce(
    (sum, each) => sum + valueAt(each, to) - valueAt(each, from),
    0,
  );
}

/** Feeds the engine what Prometheus scraped, and holds each evaluation of both against the other. */
async function expectSameAsEngine(
  prometheus: AskedPrometheus,
  objective: Objective,
  alerts: readonly ApiSeries[],
): Promise<void> {
  const { part, total } = queries[objective.id as keyof typeof queries];
  const own = `{slo="${objective.id}"}`;
  const [{ points: evaluations }] = await prometheus.samples(
    `slo:objective:target${own}`,
  );
  // Prometheus evaluates at a moment of its own: time is counted from there.
  const [{ at: first }] = evaluations;
  const aside = (Math.floor(first / SCRAPE_MS) * SCRAPE_MS) % STEP_MS;
  const meter = new Meter(
    objective,
    Meter.begin(first - aside - 4 * STEP_MS, STEP_MS),
  );
  const readings = readingsOf(
    // A bound may be spelled in another way: it is compared as a number.
    await prometheus.samples(part.replace('le="0.3"', 'le=~"0[.]30*"')),
    await prometheus.samples(total),
    aside,
  );
  const sums = await prometheus.samples(
    `{__name__=~"slo:(bad|total):(15s|30s|2m|6m)",slo="${objective.id}"}`,
  );
  const recordedAt = (name: string, at: number) =>
    sums
      .find(({ labels }) => labels.__name__ === name)
      ?.points.find(each => each.at === at)?.value;
  let next = 0;
  let compared = 0;
  for (const { at } of evaluations) {
    const end = Math.floor(at / SCRAPE_MS) * SCRAPE_MS - aside;
    while (next < readings.length && readings[next].at <= end) {
      meter.observe(readings[next]);
      next += 1;
    }
    meter.close(end);
    const evaluation = meter.evaluate();
    for (const { tier, long } of evaluation.verdicts) {
      const found = recordedAt(`slo:total:${promDuration(tier.long)}`, at);
      if (found === undefined) continue;
      compared += 1;
      expect([
        recordedAt(`slo:bad:${promDuration(tier.long)}`, at),
        found,
      ]).toEqual([long.bad, long.total]);
    }
    const told = alerts
      .filter(({ points }) => points.some(each => each.at === at))
      .map(({ labels }) => labels.long_window);
    expect(told.sort()).toEqual(burning(evaluation).sort());
  }
  expect(compared).toBeGreaterThan(6);
}

function readingsOf(
  part: readonly ApiSeries[],
  total: readonly ApiSeries[],
  aside: number,
): Reading[] {
  const times = new Set(
    total.flatMap(({ points }) => points.map(({ at }) => at)),
  );
  const shown = (series: readonly ApiSeries[], at: number) => ({
    kind: 'counter' as const,
    series: series.flatMap(({ labels, points }) => {
      const sample = points.find(each => each.at === at);
      return sample
        ? [
            {
              key: JSON.stringify(labels),
              samples: [{ at: at - aside, value: sample.value }],
            },
          ]
        : [];
    }),
  });
  return [...times]
    .sort((a, b) => a - b)
    .map(at => ({
      at: at - aside,
      part: shown(part, at),
      total: shown(total, at),
    }));
}
