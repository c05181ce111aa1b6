import { AddressInfo } from 'node:net';
import { HttpAuthService, LoggerService } from '@backstage/backend-plugin-api';
import {
  AttemptLog,
  createAreaRouter,
} from '@countersign/plugin-governance-node';
import express from 'express';
import { operations } from '../src/openapi/operations';
import { createServices } from '../src/services/createServices';

/** Serves the API as the plugin does, to whoever asks. */
export async function serve(
  services: ReturnType<typeof createServices>,
  logger: LoggerService,
) {
  const credentials = {
    $$type: '@backstage/BackstageCredentials',
    principal: { type: 'user', userEntityRef: 'user:default/reader' },
  };
  const router = createAreaRouter({
    operations,
    services,
    httpAuth: {
      credentials: async () => credentials,
    } as unknown as HttpAuthService,
    logger,
    attempts: new AttemptLog({
      logger,
      auditor: {} as ConstructorParameters<typeof AttemptLog>[0]['auditor'],
    }),
    area: {
      pluginId: 'service-levels',
      title: 'Service levels',
      version: '0',
      description: '',
    },
  });
  const server = express().use(router).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    async get(path: string): Promise<void> {
      const response = await fetch(`http://127.0.0.1:${port}${path}`);
      const body = await response.text();
      if (!response.ok) throw new Error(`${path}: ${body}`);
    },
    stop: () => new Promise(resolve => server.close(resolve)),
  };
}
