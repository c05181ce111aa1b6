import { once } from 'events';
import { Server } from 'http';
import { AddressInfo } from 'net';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { changeManagementServiceRef } from '@countersign/plugin-change-management-node';
import {
  eventually,
  signingKey,
  startTestPortal,
  testEntity,
  useForAllTests,
} from '@countersign/plugin-governance-test-utils';
// What the function hands on to: both are tested together.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import incidentManagement from '@countersign/plugin-incident-management-backend';
import { cloudEvent } from '@google-cloud/functions-framework';
import { getTestServer } from '@google-cloud/functions-framework/testing';
import { alertHandler } from './handleAlert';

jest.setTimeout(240_000);

const token = 'a-token-of-the-intake';
const olive = 'user:default/olive';
const team = 'group:default/payments';
const checkout = 'component:default/checkout';

/** The real function against the real intake: HTTP between them, incidents in PostgreSQL. */
describe('alerts of Cloud Monitoring', () => {
  const portal = useForAllTests(databases =>
    startTestPortal(databases, {
      pluginId: 'incident-management',
      features: [
        incidentManagement,
        createServiceFactory({
          service: changeManagementServiceRef,
          deps: {},
          factory: () =>
            ({
              listScheduleRules: async () => ({ items: [] }),
              getCalendar: async () => ({ changes: [] }),
              listDeployments: async () => ({ items: [] }),
              listDeploymentOutcomes: async () => ({ items: [] }),
            } as never),
        }),
      ],
      entities: [
        testEntity('User', 'olive', { relations: [['memberOf', team]] }),
        testEntity('Group', 'payments', { spec: { type: 'team' } }),
        testEntity('Component', 'checkout', {
          spec: { type: 'service', owner: team },
          relations: [['ownedBy', team]],
        }),
      ],
      config: {
        ledger: { signingKey },
        incidentManagement: {
          intake: {
            resolveDelayMinutes: 0,
            integrations: [
              {
                name: 'google-cloud',
                kind: 'google-cloud-monitoring',
                credentials: [{ bearer: token }],
              },
            ],
          },
        },
      },
    }),
  );

  let server: Server;
  let address = '';
  beforeAll(async () => {
    const settings = {
      url: `${portal().baseUrl}/intake/google-cloud`,
      token,
      timeoutMs: 20_000,
    };
    cloudEvent(
      'handleAlert',
      alertHandler(settings, () => {}),
    );
    server = getTestServer('handleAlert').listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server?.close();
    server?.closeAllConnections();
  });

  const get = async (path: string) => {
    const { fetch: ask, baseUrl } = portal().api.as(olive);
    return (await ask(`${await baseUrl()}${path}`)).json();
  };
  const notification = (id: string, more: object = {}) => ({
    version: '1.2',
    incident: {
      incident_id: id,
      scoping_project_id: 'shop',
      state: 'open',
      started_at: 1795521600,
      severity: 'Critical',
      policy_name: id,
      condition_name: id,
      policy_user_labels: { service: 'checkout', severity: 'page' },
      summary: 'The budget goes 20 times too fast',
      ...more,
    },
  });
  const closed = { state: 'closed', ended_at: 1795525200 };
  const push = async (value: unknown) => {
    const response = await fetch(`${address}/projects/shop/topics/alerts`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        subscription: 'projects/shop/subscriptions/alerts',
        message: {
          data: Buffer.from(JSON.stringify(value)).toString('base64'),
          messageId: '1',
        },
      }),
    });
    return response.status;
  };
  const incidents = async (title: string) => {
    const { items } = await get('/incidents?limit=100');
    return items.filter((each: { title: string }) =>
      each.title.includes(title),
    );
  };

  it('open one incident on the entity, however often the message comes', async () => {
    const sent = Array.from({ length: 5 }, () =>
      push(notification('Five times')),
    );
    expect(await Promise.all(sent)).toEqual(Array(5).fill(204));
    await eventually(async () =>
      expect(await incidents('Five times')).toMatchObject([
        { entities: [checkout], state: 'new' },
      ]),
    );
    await push(notification('Five times', closed));
    await eventually(async () =>
      expect(await incidents('Five times')).toMatchObject([
        { state: 'resolved' },
      ]),
    );
    // Late again, after the end: it opens nothing anew.
    await push(notification('Five times'));
    await push(notification('The one after'));
    await eventually(async () =>
      expect(await incidents('The one after')).toHaveLength(1),
    );
    expect(await incidents('Five times')).toMatchObject([
      { state: 'resolved' },
    ]);
  });

  it('keep their end where it comes before the beginning', async () => {
    await push(notification('Backwards', closed));
    await push(notification('Backwards'));
    await push(notification('Afterwards'));
    await eventually(async () =>
      expect(await incidents('Afterwards')).toHaveLength(1),
    );
    const open = (await incidents('Backwards')).filter(
      ({ state }: { state: string }) => state !== 'resolved',
    );
    expect(open).toEqual([]);
  });

  it('are kept by the portal where it cannot read them yet, for whoever mends its rules', async () => {
    expect(await push({ version: '3.0', alerts: [{ id: 'tomorrow' }] })).toBe(
      204,
    );
    await eventually(async () => {
      const { items } = await get('/dead-letters');
      expect(items).toMatchObject([{ integration: 'google-cloud' }]);
    });
  });
});
