import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
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

const start = (...features: NonNullable<Features>) =>
  startTestBackend({
    features: [
      ...features,
      catalogServiceMock.factory(),
      mockServices.rootConfig.factory({
        data: {
          // What Backstage itself does not start without.
          app: { baseUrl: 'http://localhost:0' },
          backend: { baseUrl: 'http://localhost:0' },
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
    await expect(start(...features)).resolves.toBeDefined();
  });

  it.each([
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
  ])(
    'starts with %s, which does nothing and says what it lacks',
    async (_, plugin, path) => {
      const logger = mockServices.logger.mock();
      logger.child.mockReturnValue(logger);
      const { server } = await start(plugin, logger.factory);
      const idle = expect.stringMatching(
        / (is|are) idle: .*ledger\.signingKeyFile/,
      );
      expect(logger.warn.mock.calls).toEqual([[idle]]);

      const response = await fetch(`http://localhost:${server.port()}${path}`);
      expect(response.status).toBe(503);
      expect((await response.json()).error.message).toEqual(idle);
    },
  );
});
