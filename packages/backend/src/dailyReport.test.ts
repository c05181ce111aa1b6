import { randomUUID } from 'crypto';
import { mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';
import { TestDatabases } from '@backstage/backend-test-utils';
import demoEvidence from '@countersign/demo-evidence';
import complianceEvidencePlugin from '@countersign/plugin-compliance-evidence-backend';
import googleCloud from '@countersign/plugin-compliance-evidence-backend-module-google-cloud';
import {
  connectionOf,
  eventually,
  signingKey,
  startTestPortal,
  TestPortal,
} from '@countersign/plugin-governance-test-utils';
import { freePort } from '@countersign/plugin-governance-test-utils/programs';

jest.setTimeout(120_000);

const reports = path.resolve(__dirname, '../../../reports');
const api = '/runs';

/** The day before yesterday, in Berlin: all of it is over. */
const day = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Berlin',
}).format(new Date(Date.now() - 2 * 86_400_000));

describe('the daily regulatory report of the demo', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let portal: TestPortal;
  let store: string;
  let emulator: string;

  beforeAll(async () => {
    store = await mkdtemp(path.join(tmpdir(), 'daily-'));
    const knex = await databases.init('POSTGRES_18');
    const { host, port, database, password } = connectionOf(knex);
    emulator = `127.0.0.1:${await freePort()}`;
    portal = await startTestPortal(databases, {
      pluginId: 'compliance-evidence',
      knex,
      entities: [],
      features: [complianceEvidencePlugin, googleCloud, demoEvidence],
      config: {
        governance: { demo: true },
        ledger: { signingKey },
        complianceEvidence: {
          reports: { folder: reports },
          store: { folder: store },
          sources: [
            {
              name: 'operational-database',
              kind: 'postgresql',
              with: {
                host,
                port,
                database,
                user: 'larkspur_reader',
                password,
              },
            },
            {
              name: 'cloud-logging',
              kind: 'google-cloud-logging',
              with: { resources: ['projects/larkspur-prod'], emulator },
            },
            {
              name: 'monitoring',
              kind: 'google-cloud-monitoring',
              with: { project: 'larkspur-prod', emulator },
            },
          ],
        },
      },
    });
  });
  afterAll(async () => {
    await portal?.stop();
    await rm(store, { recursive: true, force: true });
  });

  const ask = async (asked: string, body?: object) => {
    const client = portal.api.as('user:default/olive');
    const response = await client.fetch(`${portal.baseUrl}${asked}`, {
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
      headers: {
        'Content-Type': 'application/json',
        ...(body && { 'Idempotency-Key': randomUUID() }),
      },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    if (!response.ok) throw new Error(bytes.toString());
    return bytes;
  };
  const read = async (asked: string, body?: object) =>
    JSON.parse((await ask(asked, body)).toString());

  /** All pages of what the cloud answers, asked without Google's clients. */
  const cloudPages = async <Page>(
    asked: (pageToken: string) => [string, object?],
  ) => {
    const pages: Page[] = [];
    let token: string | undefined = '';
    while (token !== undefined) {
      const [what, body] = asked(token);
      const response = await fetch(`http://${emulator}${what}`, {
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
      });
      const page = await response.json();
      pages.push(page as Page);
      ({ nextPageToken: token } = page as { nextPageToken?: string });
    }
    return pages;
  };

  /** By service: how many errors were logged, and whether each check passed. */
  const cloudOf = async ({ start, end }: { start: string; end: string }) => {
    const errors: Record<string, number> = {};
    const checks: Record<string, boolean[]> = {};
    for (const { entries } of await cloudPages<{
      entries: { resource: { labels: Record<string, string> } }[];
    }>(pageToken => [
      '/v2/entries:list',
      {
        filter: `timestamp >= "${start}" AND timestamp < "${end}" AND severity >= ERROR`,
        pageToken,
      },
    ])) {
      for (const { resource } of entries) {
        const { service_name: service } = resource.labels;
        errors[service] = (errors[service] ?? 0) + 1;
      }
    }
    const asked = new URLSearchParams({
      filter: 'metric.type = "custom.googleapis.com/uptime/passed"',
      'interval.startTime': start,
      'interval.endTime': end,
    });
    for (const { timeSeries } of await cloudPages<{
      timeSeries: {
        metric: { labels: Record<string, string> };
        points: { value: { boolValue: boolean } }[];
      }[];
    }>(pageToken => [
      `/v3/projects/larkspur-prod/timeSeries?${asked}&pageToken=${pageToken}`,
    ])) {
      for (const { metric, points } of timeSeries) {
        checks[metric.labels.service] = points.map(
          ({ value }) => value.boolValue,
        );
      }
    }
    return { errors, checks };
  };

  it('asks a database, logs and metrics by the clients of production, and gives the CSV as the regulator wants it', async () => {
    await eventually(async () => {
      const booked = await portal.knex('larkspur_operations.bookings').count();
      expect(Number(booked[0].count)).toBeGreaterThan(6 * 24 * 50);
    }, 30_000);
    const { run } = await read(api, {
      report: 'operations-daily',
      parameters: { day },
      deliver: false,
    });
    let detail: any;
    await eventually(async () => {
      detail = await read(`${api}/${run.number}`);
      expect(detail.run.failure).toBeUndefined();
      expect(detail.run.state).toBe('completed');
    }, 60_000);
    const taken = new Map<string, any>(
      detail.evidence.map((each: { source: string }) => [each.source, each]),
    );
    expect(taken.get('services').rowCount).toBe(6);
    expect(taken.get('log_errors').completeness.pages).toBeGreaterThan(1);
    expect(taken.get('checks').completeness.pages).toBe(6);

    // What the sum of the bookings is, by hand.
    const { rows } = await portal.knex.raw(
      `SELECT service, sum(payments) AS payments, sum(failed) AS failed, sum(amount) AS amount
       FROM larkspur_operations.bookings
       WHERE hour >= ? AND hour < ? GROUP BY service`,
      [detail.run.period.start, detail.run.period.end],
    );
    const { errors, checks } = await cloudOf(detail.run.period);
    const csv = (
      await ask(`${api}/${run.number}/artefacts/operations.csv`)
    ).toString();
    const [header, ...lines] = csv.split('\r\n');
    expect(header).toBe(
      'report_date;licence;service;payments;failed_payments;amount_eur;log_errors;available_minutes;availability_percent',
    );
    expect(lines.pop()).toBe('');
    expect(lines).toHaveLength(6);
    for (const line of lines) {
      const [date, licence, service, ...figures] = line.split(';');
      const { payments, failed, amount } = rows.find(
        (row: { service: string }) => row.service === service,
      );
      expect([date, ...figures.slice(0, 3)]).toEqual([
        day,
        String(payments),
        String(failed),
        amount,
      ]);
      expect(licence).toMatch(/^(PI|EM)-\d{4}$/);
      const passed = checks[service].filter(Boolean).length;
      expect(figures.slice(3)).toEqual([
        String(errors[service] ?? 0),
        String(passed),
        ((100 * passed) / checks[service].length).toFixed(3),
      ]);
    }
  });
});
