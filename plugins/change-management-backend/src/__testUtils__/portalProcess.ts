/**
 * A portal in a process of its own, so that a test can kill it: `tsx portalProcess.ts`, started with an IPC channel.
 *
 * It waits for a {@link PortalProcessStart}, answers `ready` when it serves, and reports each notification it sends.
 */
import { createBackend } from '@backstage/backend-defaults';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { notificationService } from '@backstage/plugin-notifications-node';
import { JsonObject } from '@backstage/types';
import { changeManagementPlugin } from '../plugin';
import { estate } from './estate';

/** What the process is told first. */
export interface PortalProcessStart {
  config: JsonObject;
}

/** What the process tells. */
export type PortalProcessMessage =
  | { kind: 'ready' }
  | { kind: 'notification'; scope?: string };

const tell = (message: PortalProcessMessage) => process.send?.(message);

process.once('message', async ({ config }: PortalProcessStart) => {
  const backend = createBackend();
  backend.add(changeManagementPlugin);
  backend.add(mockServices.rootConfig.factory({ data: config }));
  backend.add(mockServices.auth.factory());
  backend.add(mockServices.httpAuth.factory());
  backend.add(mockServices.permissions.factory());
  backend.add(catalogServiceMock.factory({ entities: estate() }));
  backend.add(
    createServiceFactory({
      service: notificationService,
      deps: {},
      factory: () => ({
        async send({ payload }) {
          tell({ kind: 'notification', scope: payload.scope });
        },
      }),
    }),
  );
  await backend.start();
  tell({ kind: 'ready' });
});

// Nobody would stop it otherwise once the test is gone.
process.once('disconnect', () => process.exit());
