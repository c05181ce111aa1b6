import { readFile, writeFile } from 'fs/promises';
import path from 'path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { Gauge } from '@countersign/plugin-governance-node';
import { eventually } from '@countersign/plugin-governance-test-utils';
import {
  freePort,
  RealPrometheus,
} from '@countersign/plugin-governance-test-utils/programs';
import { readDefinitions } from '@countersign/plugin-service-levels-common';
import { areas } from './__testUtils__/areas';
import { component } from './__testUtils__/people';
import { metricsPage, ScrapedMetric } from './__testUtils__/reference';
import {
  externalTokens,
  startWholePortal,
  WholePortal,
} from './__testUtils__/wholePortal';

jest.setTimeout(300_000);

/** The gauges that areas publish: a scrape does not show those that have no figure yet. */
const mockPublished: Gauge[] = [];
jest.mock('@countersign/plugin-governance-node', () => {
  const actual = jest.requireActual('@countersign/plugin-governance-node');
  return {
    ...actual,
    publishGauges: (metrics: unknown, gauges: Gauge[], ...rest: unknown[]) => {
      mockPublished.push(...gauges);
      actual.publishGauges(metrics, gauges, ...rest);
    },
  };
});

const root = path.resolve(__dirname, '../../..');
const password = 'a-password-of-the-alertmanager';

/** What OpenTelemetry records by itself is no part of the reference. */
const isOurs = (name: string) =>
  ['countersign_', ...areas.map(id => `${id.replaceAll('-', '_')}_`)].some(
    prefix => name.startsWith(prefix),
  );

/** What a scrape adds to a metric. */
const isOfTheScrape = (label: string) =>
  ['__name__', 'instance', 'job', 'le'].includes(label) ||
  label.startsWith('otel_scope_');

/** The metric that a series of a histogram is of. */
const familyOf = (series: string) => series.replace(/_(bucket|count|sum)$/, '');

/** The name in a selector. */
const nameOf = (selector: string) => selector.split('{')[0];

/** What OpenTelemetry's own instrumentation records, which is on in a process of its own only. */
const ofOpenTelemetry = 'http_server_request_duration';

/** Names of the metrics in a query, each of whose selectors has braces. */
const metricsIn = (query: string) =>
  [...query.matchAll(/(\w+)\{/g)].map(([, name]) => name);

describe('the metrics of the portal', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const ends: (() => Promise<unknown>)[] = [];
  let portal: WholePortal;
  let prometheus: RealPrometheus;
  let metrics: ScrapedMetric[];
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });

  const post = async (
    to: string,
    authorization: string,
    body: object = {},
  ): Promise<{ status: number; text: string }> => {
    const answer = await fetch(`${portal.url}/api/${to}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, text: await answer.text() };
  };
  const asked = async <T>(query: string): Promise<T> => {
    const answer = await fetch(`${prometheus.url}/api/v1/${query}`);
    return (await answer.json()).data;
  };
  const valueOf = async (query: string): Promise<number | undefined> => {
    const { result } = await asked<{ result: { value: [number, string] }[] }>(
      `query?${new URLSearchParams({ query })}`,
    );
    return result.length > 0 ? Number(result[0].value[1]) : undefined;
  };
  const expectValue = (query: string, expected: number) =>
    eventually(
      async () =>
        expect([query, await valueOf(query)]).toEqual([query, expected]),
      // A source of a report is asked several times before its run fails.
      120_000,
    );

  /** What the metrics are to tell of. */
  const happen = async () => {
    const pipeline = `Bearer ${externalTokens.pipeline}`;
    const service = `Bearer ${externalTokens.unrestricted}`;
    const owner = `Bearer ${await portal.tokenOf('owner')}`;
    const sender = `Basic ${Buffer.from(`am:${password}`).toString('base64')}`;
    const gate = 'change-management/gate';
    expect(await post(gate, pipeline, { change: 'CHG0000001' })).toMatchObject({
      status: 200,
    });
    const alert = {
      labels: { alertname: 'Slow', entity: component, severity: 'page' },
      annotations: {},
      status: 'firing',
      startsAt: new Date().toISOString(),
      fingerprint: 'f'.repeat(16),
    };
    const intake = 'incident-management/intake/alertmanager';
    expect(
      await post(intake, sender, { version: '4', alerts: [alert] }),
    ).toMatchObject({ status: 202 });
    expect(await post(intake, pipeline)).toMatchObject({ status: 401 });
    for (const area of areas) {
      const task = `${area}/.backstage/scheduler/v1/tasks/verify-ledger/trigger`;
      expect(await post(task, service)).toMatchObject({ status: 200 });
    }
    expect(
      await post('compliance-evidence/runs', owner, {
        report: 'operations-daily',
        parameters: { day: '2026-11-02' },
      }),
    ).toMatchObject({ status: 201 });
  };

  beforeAll(async () => {
    const port = await freePort();
    Object.assign(process.env, {
      OTEL_METRICS_EXPORTER: 'prometheus',
      OTEL_EXPORTER_PROMETHEUS_HOST: '127.0.0.1',
      OTEL_EXPORTER_PROMETHEUS_PORT: String(port),
    });
    const { stop } = jest.requireActual('../instrumentation');
    ends.push(stop);
    const integration = {
      name: 'alertmanager',
      kind: 'alertmanager',
      credentials: [{ basic: { username: 'am', password } }],
    };
    portal = await startWholePortal(databases, [], {
      config: {
        incidentManagement: { intake: { integrations: [integration] } },
      },
    });
    ends.push(() => portal.stop());
    prometheus = await RealPrometheus.start({
      target: `127.0.0.1:${port}`,
      scrapeMs: 1_000,
      groups: [],
    });
    ends.push(() => prometheus.stop());

    await happen();
  });

  it('say what the gate answered', async () => {
    const answers = 'change_management_gate_duration_count';
    await expectValue(`${answers}{countersign_outcome="refuse"}`, 1);
  });

  it('say what senders of alerts were answered, and that their alerts led to an incident', async () => {
    const deliveries = 'incident_management_intake_duration_count';
    await expectValue(`${deliveries}{countersign_outcome="accepted"}`, 1);
    await expectValue(`${deliveries}{countersign_outcome="caller_error"}`, 1);
    await expectValue('incident_management_intake_waiting', 0);
    await expectValue(
      'incident_management_alerts_taken_total{countersign_outcome="opened"}',
      1,
    );
  });

  it('say that a report failed, and in which phase', async () => {
    await expectValue(
      'compliance_evidence_runs_total{countersign_outcome="failed",compliance_evidence_phase="snapshot"}',
      1,
    );
  });

  it('say that every ledger verifies', async () => {
    await expectValue('count(countersign_ledger_problems == 0)', areas.length);
    await expectValue(
      // Of this run, however busy the machine is.
      'count(time() - countersign_ledger_verified < 3600)',
      areas.length,
    );
  });

  it('are those of the reference', async () => {
    await expectValue(
      'count(service_levels_evaluation_duration_count) > bool 0',
      1,
    );
    const described = await asked<
      Record<string, { type: string; unit: string; help: string }[]>
    >('metadata');
    const page = await (
      await fetch(
        `http://127.0.0.1:${process.env.OTEL_EXPORTER_PROMETHEUS_PORT}/metrics`,
      )
    ).text();
    const units = new Map(
      [...page.matchAll(/^# UNIT (\S+) (.*)$/gm)].map(([, name, unit]) => [
        name,
        unit,
      ]),
    );
    const names = Object.keys(described).filter(isOurs).sort();
    metrics = [];
    for (const name of names) {
      const match = `{__name__=~"${name}(_count)?"}`;
      const series = await asked<Record<string, string>[]>(
        `series?${new URLSearchParams({ 'match[]': match })}`,
      );
      const labels = new Set(series.flatMap(each => Object.keys(each)));
      metrics.push({
        name,
        type: described[name][0].type,
        help: described[name][0].help,
        unit: units.get(name) ?? '',
        labels: [...labels].filter(label => !isOfTheScrape(label)).sort(),
      });
    }
    for (const { name, description, unit } of mockPublished) {
      const scraped = name.replaceAll('.', '_');
      if (metrics.some(metric => metric.name === scraped)) continue;
      metrics.push({
        ...{ name: scraped, type: 'gauge', unit, help: description },
        labels: [],
      });
    }
    metrics.sort((one, other) => (one.name < other.name ? -1 : 1));
    const file = path.join(root, 'docs/reference/metrics.md');
    const text = metricsPage(areas, metrics);
    if (process.env.UPDATE_REFERENCE === 'yes') await writeFile(file, text);
    expect(text).toBe(await readFile(file, 'utf8'));
  });

  it('are all that the dashboard and the objectives of the portal ask for', async () => {
    const known = new Set([
      ...metrics.map(({ name }) => name),
      ofOpenTelemetry,
    ]);
    const folder = path.join(root, 'deploy/observability');
    const { panels } = JSON.parse(
      await readFile(path.join(folder, 'dashboard.json'), 'utf8'),
    ) as { panels: { targets?: { expr: string }[] }[] };
    const drawn = panels.flatMap(({ targets = [] }) =>
      targets.map(({ expr }) => expr.replaceAll('$job', 'api')),
    );
    for (const query of drawn) {
      const answer = await fetch(
        `${prometheus.url}/api/v1/query?${new URLSearchParams({ query })}`,
      );
      expect([query, answer.status]).toEqual([query, 200]);
    }
    const slo = await readFile(path.join(folder, 'slo.yaml'), 'utf8');
    const { objectives, problems } = readDefinitions([
      { file: 'slo.yaml', text: slo },
    ]);
    expect(problems).toEqual([]);
    const parts: string[] = [];
    const totals: string[] = [];
    for (const { indicator } of objectives) {
      if (indicator.kind === 'ratio') {
        parts.push(String(indicator.part.spec.query));
        totals.push(String(indicator.total.spec.query));
      } else if (indicator.kind === 'threshold') {
        totals.push(String(indicator.metric.spec.query));
      }
    }
    expect([parts.length, totals.length]).toEqual([4, 7]);
    // What they count of has happened here.
    for (const total of totals) {
      expect([total, await valueOf(`count(${total}) > bool 0`)]).toEqual([
        total,
        1,
      ]);
    }
    const asks = [
      ...drawn.flatMap(metricsIn),
      ...[...parts, ...totals].map(nameOf),
    ];
    expect(asks.map(familyOf).filter(name => !known.has(name))).toEqual([]);
  });
});
