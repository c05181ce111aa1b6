import { createBackendModule } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { areas } from './__testUtils__/areas';
import { probesOf } from './__testUtils__/probes';
import { startWholePortal, WholePortal } from './__testUtils__/wholePortal';

jest.setTimeout(300_000);

const denyAll = createBackendModule({
  pluginId: 'permission',
  moduleId: 'deny-all',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy({
          handle: async () => ({ result: AuthorizeResult.DENY }),
        });
      },
    });
  },
});

describe('under a policy that denies everything', () => {
  let portal: WholePortal;
  let token: string;
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  beforeAll(async () => {
    portal = await startWholePortal(databases, [], { policy: denyAll });
    token = await portal.tokenOf('developer');
  });
  afterAll(() => portal?.stop());

  const get = (path: string) =>
    fetch(`${portal.url}${path}`, {
      headers: { Authorization: `Bearer ${token}` },
    });

  it.each(areas)(
    'every list of %s says what one may not and which permission it takes, and no list is empty',
    async area => {
      const { paths } = await (await get(`/api/${area}/openapi.json`)).json();
      const lists = Object.keys(paths).filter(
        path =>
          paths[path].get && !path.includes('{') && path !== '/openapi.json',
      );
      expect(lists.length).toBeGreaterThan(1);
      for (const path of lists) {
        const route = `GET /api/${area}${path}`;
        const [[, probe]] = probesOf(route, { records: {}, actions: {} });
        const answer = await get(probe.path);
        const text = await answer.text();
        expect({ path, status: answer.status, text }).toMatchObject({
          path,
          status: 403,
        });
        const { message, permission } = JSON.parse(text).error;
        expect({ path, message }).toEqual({
          path,
          message: expect.stringMatching(
            new RegExp(
              `^You may not (?:read|see) .+: ask for the permission ${permission}$`,
            ),
          ),
        });
        expect({
          path,
          told: paths[path].get.responses[403].description,
        }).toEqual({
          path,
          told: `Not allowed: it takes the permission ${permission}.`,
        });
      }
    },
  );

  const told = ['', '/timeline', '/evidence'];
  it.each<[string, string, string[]]>([
    ['change-management/changes/CHG9999999', 'changes', told],
    ['incident-management/incidents/INC9999999', 'incidents', told],
    ['compliance-evidence/runs/RUN9999999', 'runs of reports', told],
    ['compliance-evidence/findings/FND9999999', 'findings and controls', told],
    ['chaos-drills/drills/DRL9999999', 'drills', told],
    ['service-levels/alerts/ALR9999999', 'service levels', told],
    ['service-logs/exports/LGX9999999', 'logs', ['', '/evidence', '/payloads']],
    ['service-logs/metrics/of-nothing', 'logs', ['']],
  ])('%s is not said to be missing', async (path, what, parts) => {
    for (const below of parts) {
      const answer = await get(`/api/${path}${below}`);
      const { error } = await answer.json();
      expect(error.message).toMatch(`You may not read ${what}: ask for the`);
    }
  });

  const draft = { title: 'Raise the timeout', environment: 'production' };
  it.each<[string, string, string, object]>([
    ['change-management', 'list-changes', 'changes', {}],
    ['change-management', 'get-change', 'changes', { number: 'CHG9999999' }],
    ['change-management', 'preview-change', 'changes', draft],
    ['incident-management', 'find-incidents', 'incidents', {}],
    [
      ...(['incident-management', 'get-incident', 'incidents'] as const),
      { number: 'INC9999999' },
    ],
  ])(
    'an assistant hears the same: %s, %s',
    async (area, action, what, input) => {
      const answer = await fetch(
        `${portal.url}/api/${area}/.backstage/actions/v1/actions/${area}:${action}/invoke`,
        {
          method: 'POST',
          headers: {
            Authorization: `Bearer ${token}`,
            'Content-Type': 'application/json',
          },
          body: JSON.stringify(input),
        },
      );
      expect(answer.status).toBe(403);
      expect((await answer.json()).error.message).toContain(
        `You may not read ${what}: ask for the permission ${area}.`,
      );
    },
  );
});
