import { Agent, get } from 'node:http';
import { AddressInfo } from 'node:net';
import { HttpAuthService } from '@backstage/backend-plugin-api';
import {
  AttemptLog,
  createAreaRouter,
} from '@countersign/plugin-governance-node';
import express from 'express';
import { operations } from '../src/openapi/operations';
import { AreaServices } from '../src/openapi/operations/operation';
import { silent } from './stage';

/** Serves the API as the plugin does, to one person who asks. */
export async function serve(services: AreaServices, person: string) {
  const credentials = {
    $$type: '@backstage/BackstageCredentials',
    principal: { type: 'user', userEntityRef: person },
  };
  const router = createAreaRouter({
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
    area: {
      pluginId: 'incident-management',
      title: 'Incident management',
      version: '0',
      description: '',
    },
  });
  const server = express().use(router).listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  return {
    /** Milliseconds until the whole answer was there. */
    async ask(path: string): Promise<number> {
      const began = performance.now();
      const { status, body } = await read(port, path, agent);
      if (status !== 200) throw new Error(`${path}: ${status} ${body}`);
      return performance.now() - began;
    },
    stop: () => {
      agent.destroy();
      return new Promise(resolve => server.close(resolve));
    },
  };
}

function read(
  port: number,
  path: string,
  agent: Agent,
): Promise<{ status: number | undefined; body: string }> {
  return new Promise((resolve, reject) => {
    const asking = get({ host: '127.0.0.1', port, path, agent }, response => {
      const chunks: Buffer[] = [];
      response.on('data', chunk => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () =>
        resolve({
          status: response.statusCode,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    asking.once('error', reject);
  });
}
