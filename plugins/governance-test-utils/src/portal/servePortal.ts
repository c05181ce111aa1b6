import { flushCompileCache } from 'module';
import { createBackend } from '@backstage/backend-defaults';
import {
  BackendFeature,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { notificationService } from '@backstage/plugin-notifications-node';
import { JsonObject } from '@backstage/types';

/** What the process of a portal is told first. */
export interface PortalProcessStart {
  config: JsonObject;
}

/** What the process of a portal tells. */
export type PortalProcessMessage =
  | { kind: 'ready' }
  | { kind: 'notification'; scope?: string };

/** Resolves once the message is on its way: it arrives even if this process is killed then. */
const tell = (message: PortalProcessMessage) =>
  new Promise<void>((resolve, reject) => {
    if (!process.send) return resolve();
    return process.send(message, undefined, undefined, error =>
      error ? reject(error) : resolve(),
    );
  });

/**
 * Makes this process a portal that a test can kill: a file of the area calls it and nothing else, and `KillablePortal`
 * starts that file with an IPC channel.
 *
 * It waits for a {@link PortalProcessStart}, answers `ready` when it serves, and reports each notification it sends.
 */
export function servePortal(options: {
  features: BackendFeature[];
  entities: Entity[];
}): void {
  process.once('message', async ({ config }: PortalProcessStart) => {
    const backend = createBackend();
    options.features.forEach(feature => backend.add(feature));
    backend.add(mockServices.rootConfig.factory({ data: config }));
    backend.add(mockServices.auth.factory());
    backend.add(mockServices.httpAuth.factory());
    backend.add(mockServices.permissions.factory());
    backend.add(catalogServiceMock.factory({ entities: options.entities }));
    backend.add(
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({
          async send({ payload }) {
            await tell({ kind: 'notification', scope: payload.scope });
          },
        }),
      }),
    );
    await backend.start();
    // One that is killed cannot leave what it compiled to the next.
    flushCompileCache();
    await tell({ kind: 'ready' });
  });

  // Nobody would stop it otherwise once the test is gone.
  process.once('disconnect', () => process.exit());
}
