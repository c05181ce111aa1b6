import { randomUUID } from 'crypto';
import { mkdtemp, rm, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';
import { TestDatabases } from '@backstage/backend-test-utils';
import complianceEvidencePlugin from '@countersign/plugin-compliance-evidence-backend';
import portalSource from '@countersign/plugin-compliance-evidence-backend-module-portal';
import {
  databaseOfEach,
  eventually,
  signingKey,
  startTestPortal,
  testEntity,
  TestPortal,
} from '@countersign/plugin-governance-test-utils';
import serviceLogsPlugin from '@countersign/plugin-service-logs-backend';
import logFiles from '@countersign/plugin-service-logs-backend-module-file';

jest.setTimeout(240_000);

const repository = path.resolve(__dirname, '../../..');
/** A day in Berlin, from 22:00 to 22:00 UTC. */
const day = '2026-07-14';

const line = (time: string, url: string, status: number, latency: string) =>
  `${JSON.stringify({
    severity: status < 500 ? 'INFO' : 'ERROR',
    time,
    message: url,
    httpRequest: { requestUrl: url, status, latency },
  })}\n`;

describe('the daily report that counts by metrics of logs', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let portal: TestPortal;
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'daily-logs-'));
    const log = path.join(folder, 'api.log');
    await writeFile(
      log,
      [
        // The last of the day before, and the first of the day after.
        line('2026-07-13T21:59:59.999Z', '/api/events', 500, '2s'),
        line('2026-07-13T22:00:00.000Z', '/api/events', 200, '0.1s'),
        line('2026-07-14T08:00:00.000Z', '/api/events', 200, '0.3s'),
        line('2026-07-14T09:00:00.000Z', '/api/events', 503, '0.4s'),
        // No answers to clients.
        line('2026-07-14T10:00:00.000Z', '/health', 200, '0.001s'),
        line('2026-07-14T10:00:10.000Z', '/health', 503, '0.001s'),
        line('2026-07-14T21:59:59.999Z', '/api/events', 200, '1.2s'),
        line('2026-07-14T22:00:00.000Z', '/api/events', 200, '0.1s'),
      ].join(''),
    );
    const [evidence, logs] = [
      await databases.init('POSTGRES_18'),
      await databases.init('POSTGRES_18'),
    ];
    portal = await startTestPortal(databases, {
      pluginId: 'compliance-evidence',
      knex: evidence,
      services: [
        databaseOfEach({
          'compliance-evidence': evidence,
          'service-logs': logs,
        }),
      ],
      entities: [testEntity('Component', 'customer-engagement-api')],
      features: [
        ...[complianceEvidencePlugin, portalSource],
        ...[serviceLogsPlugin, logFiles],
      ],
      config: {
        ledger: { signingKey },
        serviceLogs: {
          definitions: {
            folder: path.join(repository, 'catalog-info/log-queries'),
          },
          sources: {
            file: [
              {
                name: 'files',
                entities: [
                  {
                    entityRef: 'component:default/customer-engagement-api',
                    paths: [log],
                  },
                ],
              },
            ],
          },
        },
        complianceEvidence: {
          reports: { folder: path.join(repository, 'reports') },
          store: { folder: path.join(folder, 'store') },
          sources: [{ name: 'portal', kind: 'portal' }],
        },
      },
    });
  });
  afterAll(async () => {
    await portal?.stop();
    await rm(folder, { recursive: true, force: true });
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
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return text;
  };

  it('has the answers to clients of the day in its time zone, those that failed and those that were fast, and no health checks', async () => {
    const { run } = JSON.parse(
      await ask('/runs', {
        ...{ report: 'answers-daily', deliver: false, parameters: { day } },
      }),
    );
    await eventually(async () => {
      const detail = JSON.parse(await ask(`/runs/${run.number}`));
      expect(detail.run.failure).toBeUndefined();
      expect(detail.run.state).toBe('completed');
    }, 60_000);
    expect(
      (await ask(`/runs/${run.number}/artefacts/answers.csv`)).split('\n'),
    ).toEqual([
      'report_date,entity_ref,answers,failed_answers,failed_percent,within_300_ms,within_300_ms_percent',
      `${day},component:default/customer-engagement-api,4,1,25.000,2,50.000`,
      '',
    ]);
  });
});
