import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import path from 'path';
import {
  createBackendModule,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  signingKey,
  startTestPortal,
  testEntity,
  TestPortal,
  useForAllTests,
} from '@countersign/plugin-governance-test-utils';
import { ServiceLogsClient } from '@countersign/plugin-service-logs-common';
import { logSourcesExtensionPoint } from '@countersign/plugin-service-logs-node';
import { serviceLogsPlugin } from '../plugin';
import { MemorySource } from './MemorySource';

export const ada = 'user:default/ada';
export const ben = 'user:default/ben';
export const entityRef = 'component:default/checkout-api';
export const otherRef = 'component:default/billing-api';

const ownedBy = (owner: string) => ({
  spec: { owner },
  relations: [['ownedBy', owner] as [string, string]],
});

/** Logs over HTTP on real PostgreSQL, with a source in memory, for all tests of a file. */
export function usePortal({
  features = [],
  ...options
}: {
  permissions?: PermissionsService;
  features?: Parameters<typeof startTestPortal>[1]['features'];
} = {}) {
  const source = new MemorySource('memory', [entityRef, otherRef]);
  const folder = mkdtempSync(path.join(tmpdir(), 'log-definitions-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const running = useForAllTests(databases =>
    startTestPortal(databases, {
      ...options,
      pluginId: 'service-logs',
      features: [
        ...features,
        serviceLogsPlugin,
        createBackendModule({
          pluginId: 'service-logs',
          moduleId: 'memory',
          register: env =>
            env.registerInit({
              deps: { sources: logSourcesExtensionPoint },
              init: async ({ sources }) => sources.addSource(source),
            }),
        }),
      ],
      entities: [
        testEntity('User', 'ada'),
        testEntity('User', 'ben'),
        testEntity('Component', 'checkout-api', ownedBy(ada)),
        testEntity('Component', 'billing-api', ownedBy(ben)),
        testEntity('Component', 'silent-api', ownedBy(ada)),
        testEntity('Component', 'nobodys-api'),
      ],
      config: {
        ledger: { signingKey },
        serviceLogs: { exportEntries: 5, definitions: { folder } },
      },
    }),
  );
  return {
    source,
    folder,
    portal: (): TestPortal => running(),
    as: (ref: string) => new ServiceLogsClient(running().api.as(ref)),
    /** What an assistant of somebody is answered. */
    invoke: async (ref: string, action: string, input: object) => {
      const { origin } = new URL(running().baseUrl);
      const token = mockCredentials.user.token(ref, {
        actor: { subject: 'plugin:mcp-actions' },
      });
      const response = await fetch(
        `${origin}/api/service-logs/.backstage/actions/v1/actions/service-logs:${action}/invoke`,
        {
          method: 'POST',
          headers: {
            Authorization: `Bearer ${token}`,
            'Content-Type': 'application/json',
          },
          body: JSON.stringify(input),
        },
      );
      const { output, error } = await response.json();
      return { status: response.status, output, error };
    },
    asPipeline: () => new ServiceLogsClient(running().api.asPipeline()),
  };
}
