import { generateKeyPairSync } from 'crypto';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import permissionPlugin from '@backstage/plugin-permission-backend';
import techDocsPlugin from '@backstage/plugin-techdocs-backend';
import demoUsers from '@countersign/plugin-auth-backend-module-demo-users';
import changeManagement from '@countersign/plugin-change-management-backend';
import chaosDrills from '@countersign/plugin-chaos-drills-backend';
import complianceEvidence from '@countersign/plugin-compliance-evidence-backend';
import incidentManagement from '@countersign/plugin-incident-management-backend';
import governancePolicy from '@countersign/plugin-permission-backend-module-governance-policy';
import serviceLevels from '@countersign/plugin-service-levels-backend';
import serviceLogs from '@countersign/plugin-service-logs-backend';
import techDocsMarkdown from '@countersign/plugin-techdocs-backend-module-markdown';

type Features = Parameters<typeof startTestBackend>[0]['features'];

const start = (features: NonNullable<Features>, data: JsonObject = {}) =>
  startTestBackend({
    features: [
      ...features,
      catalogServiceMock.factory(),
      mockServices.rootConfig.factory({
        data: {
          // What Backstage itself does not start without.
          app: { baseUrl: 'http://localhost:0' },
          backend: { baseUrl: 'http://localhost:0' },
          ...data,
        },
      }),
    ],
  });

describe('a portal that configures nothing', () => {
  it.each<[string, NonNullable<Features>]>([
    ['the demo users', [authPlugin, demoUsers]],
    ['the policy', [permissionPlugin, governancePolicy]],
    ['the maker of pages', [techDocsPlugin, techDocsMarkdown]],
  ])('starts with %s', async (_, features) => {
    await expect(start(features)).resolves.toBeDefined();
  });

  const areas: Array<[string, typeof changeManagement, string]> = [
    ['change management', changeManagement, '/api/change-management/changes'],
    ['service levels', serviceLevels, '/api/service-levels/objectives'],
    [
      'incident management',
      incidentManagement,
      '/api/incident-management/incidents',
    ],
    ['chaos drills', chaosDrills, '/api/chaos-drills/drills'],
    ['logs', serviceLogs, '/api/service-logs/overview'],
    [
      'compliance evidence',
      complianceEvidence,
      '/api/compliance-evidence/runs',
    ],
  ];

  /** Starts with one area, and sees it say so in the log and to whoever asks. */
  async function expectIdle(
    [plugin, path]: [typeof changeManagement, string],
    reason: RegExp,
    configured: JsonObject = {},
  ) {
    const logger = mockServices.logger.mock();
    logger.child.mockReturnValue(logger);
    const { server } = await start([plugin, logger.factory], configured);
    const idle = expect.stringMatching(reason);
    expect(logger.warn.mock.calls).toEqual([[idle]]);

    const response = await fetch(`http://localhost:${server.port()}${path}`);
    expect(response.status).toBe(503);
    expect((await response.json()).error.message).toEqual(idle);
  }

  it.each(areas)(
    'starts with %s, which does nothing and says what it lacks',
    async (_, plugin, path) => {
      await expectIdle(
        [plugin, path],
        / (is|are) idle: .*ledger\.signingKeyFile/,
      );
    },
  );

  it.each(areas)(
    'starts with %s on the SQLite of a new app, which says how to mend it',
    async (_, plugin, path) => {
      const { privateKey } = generateKeyPairSync('ed25519');
      await expectIdle(
        [plugin, path],
        / is idle: it needs PostgreSQL .*backend\.database\.client is 'better-sqlite3'\. Set it to 'pg'/,
        {
          ledger: {
            signingKey: String(
              privateKey.export({ type: 'pkcs8', format: 'pem' }),
            ),
          },
        },
      );
    },
  );
});

describe('a setting that is misspelt', () => {
  const quiet = () => {
    const logger = mockServices.logger.mock();
    logger.child.mockReturnValue(logger);
    return logger.factory;
  };

  it.each([
    ['changeManagement', changeManagement],
    ['serviceLevels', serviceLevels],
    ['incidentManagement', incidentManagement],
    ['chaosDrills', chaosDrills],
    ['serviceLogs', serviceLogs],
    ['complianceEvidence', complianceEvidence],
  ])('is named in %s, with the one that was meant', async (root, plugin) => {
    await expect(
      start([plugin, quiet()], { [root]: { ledgerOrigim: 'x/y' } }),
    ).rejects.toThrow(
      `${root}: there is no ledgerOrigim (did you mean ledgerOrigin?)`,
    );
  });

  it.each([
    ['ledger', 'signingKeyFil', 'signingKeyFile'],
    ['governance', 'timezones', 'timeZone'],
  ])('is named in %s, which every area reads', async (root, key, meant) => {
    await expect(
      start([changeManagement, quiet()], { [root]: { [key]: 'x' } }),
    ).rejects.toThrow(`${root}: there is no ${key} (did you mean ${meant}?)`);
  });
});
