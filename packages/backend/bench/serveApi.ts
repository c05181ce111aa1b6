import { AddressInfo } from 'node:net';
import { HttpAuthService } from '@backstage/backend-plugin-api';
import { segment } from '@countersign/plugin-governance-common';
import {
  AttemptLog,
  createAreaRouter,
} from '@countersign/plugin-governance-node';
import express from 'express';
import { silent } from '../../../plugins/change-management-backend/bench/benchServices';

/** The router of an area, as its plugin makes it, for somebody who is who they say. */
export function routerOf<S>(
  area: Pick<
    Parameters<typeof createAreaRouter<S>>[0],
    'operations' | 'services'
  > & { pluginId: string },
  person: string,
) {
  const { pluginId, operations, services } = area;
  const credentials = {
    $$type: '@backstage/BackstageCredentials',
    principal: { type: 'user', userEntityRef: person },
  };
  return createAreaRouter({
    operations,
    services,
    httpAuth: {
      credentials: async () => credentials,
    } as unknown as HttpAuthService,
    logger: silent,
    attempts: new AttemptLog({
      logger: silent,
      auditor: {} as ConstructorParameters<typeof AttemptLog>[0]['auditor'],
    }),
    area: { pluginId, title: pluginId, version: '0', description: '' },
  });
}

/** Serves areas beside each other in one process, as a portal does. */
export async function serveApis(
  routers: Record<string, express.Router | Promise<express.Router>>,
) {
  const app = express();
  for (const [pluginId, router] of Object.entries(routers)) {
    app.use(`/api/${segment(pluginId)}`, await router);
  }
  const server = app.listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}/api`;
  return {
    baseUrl,
    async get<T>(path: string): Promise<T> {
      const response = await fetch(`${baseUrl}${path}`);
      const body = await response.text();
      if (!response.ok) throw new Error(`${path}: ${response.status} ${body}`);
      return JSON.parse(body);
    },
    stop: () =>
      new Promise<void>(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
