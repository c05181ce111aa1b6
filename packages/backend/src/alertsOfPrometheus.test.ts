import { mkdtemp, readFile, rm } from 'fs/promises';
import { tmpdir } from 'os';
import path from 'path';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  Logger,
  Service,
  startService,
} from '@countersign/customer-engagement-api';
import {
  connectionOf,
  eventually,
  KillablePortal,
  signingKey,
} from '@countersign/plugin-governance-test-utils';
import {
  RealAlertmanager,
  RealPrometheus,
} from '@countersign/plugin-governance-test-utils/programs';
import { parse } from 'yaml';
import { builtCli, runCli } from './__testUtils__/commandLine';

jest.setTimeout(300_000);

const shipped = path.resolve(
  __dirname,
  '../../../catalog-info/slo/customer-engagement-api.yaml',
);
const component = 'component:default/customer-engagement-api';
const olive = 'user:default/olive';
const password = 'a-password-of-the-alertmanager';
const faultsToken = 'a-token-for-the-tests';
const SCRAPE_MS = 5_000;

describe('a fault of the demo service', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const ends: (() => Promise<unknown>)[] = [];
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });

  /** It has traffic of its own; what is slow takes longer than is promised. */
  async function startApi(): Promise<Service> {
    const knex = await databases.init('POSTGRES_18');
    const service = await startService(
      {
        port: 0,
        host: '127.0.0.1',
        database: connectionOf(knex),
        project: undefined,
        logSeverity: 'CRITICAL',
        faultsToken,
        trafficPerSecond: 20,
        shutdownSeconds: 1,
      },
      { logger: new Logger(() => {}, 'CRITICAL'), latencyMs: 400 },
    );
    ends.push(() => service.stop());
    return service;
  }

  async function startPortal(): Promise<KillablePortal> {
    const knex = await databases.init('POSTGRES_18');
    const portal = new KillablePortal({
      pluginId: 'incident-management',
      program: path.join(__dirname, '__testUtils__/alertPortalProcess.ts'),
      config: {
        ledger: { signingKey },
        incidentManagement: {
          intake: {
            resolveDelayMinutes: 0,
            integrations: [
              {
                name: 'prometheus',
                kind: 'alertmanager',
                credentials: [
                  { basic: { username: 'alertmanager', password } },
                ],
              },
            ],
          },
        },
      },
      database: connectionOf(knex),
    });
    ends.push(() => portal.kill());
    await portal.start();
    return portal;
  }

  /** What `countersign slo rules` makes of the objectives that are shipped. */
  async function shippedRules(): Promise<object[]> {
    const folder = await mkdtemp(path.join(tmpdir(), 'rules-'));
    ends.push(() => rm(folder, { recursive: true, force: true }));
    await runCli(
      builtCli(folder),
      [
        ...['slo', 'rules', '--scrape-interval', `${SCRAPE_MS / 1000}s`],
        ...['-o', 'rules.yaml', shipped],
      ],
      folder,
    );
    return parse(await readFile(path.join(folder, 'rules.yaml'), 'utf8'))
      .groups;
  }

  it('is scraped, alerted and routed into one incident, which ends with it though the portal was killed', async () => {
    const [api, portal, groups] = [
      await startApi(),
      await startPortal(),
      await shippedRules(),
    ];
    const { baseUrl, fetch: ask } = portal.api.as(olive);
    const alertmanager = await RealAlertmanager.start({
      url: `${await baseUrl()}/intake/prometheus`,
      username: 'alertmanager',
      password,
    });
    ends.push(() => alertmanager.stop());
    const prometheus = await RealPrometheus.start({
      target: new URL(api.url).host,
      scrapeMs: SCRAPE_MS,
      groups,
      alertmanager: new URL(alertmanager.url).host,
    });
    ends.push(() => prometheus.stop());
    const fault = async (method: string, of: string, more: object = {}) => {
      const response = await fetch(`${api.url}/faults${of}`, {
        method,
        headers: {
          authorization: `Bearer ${faultsToken}`,
          'content-type': 'application/json',
        },
        ...more,
      });
      expect(response.ok).toBe(true);
    };
    /** Groups of alerts as the portal shows them. */
    const groupsAre = (expected: object[]) =>
      eventually(async () => {
        const response = await ask(`${await baseUrl()}/alert-groups`);
        const { items } = await response.json();
        expect(items).toMatchObject(expected);
        return items;
      }, 120_000);

    const slow = { id: 'slow', kind: 'latency', share: 1, seconds: 240 };
    await fault('POST', '', { body: JSON.stringify(slow) });
    const [{ incident }] = await groupsAre([
      {
        condition: 'ErrorBudgetBurn',
        entityRef: component,
        incident: expect.stringMatching(/^INC/),
      },
    ]);

    // While nobody answers, the service recovers and its alert ends.
    await portal.kill();
    await fault('DELETE', '/slow');
    await prometheus.until(async () => {
      const { data } = await (
        await fetch(`${prometheus.url}/api/v1/alerts`)
      ).json();
      return data.alerts.length === 0 || undefined;
    }, 120_000);
    await portal.start();
    await groupsAre([{ state: 'quiet', firing: 0, incident }]);
    const { incident: found } = await (
      await ask(`${await baseUrl()}/incidents/${incident}`)
    ).json();
    expect(found).toMatchObject({ state: 'resolved', entities: [component] });
  });
});
