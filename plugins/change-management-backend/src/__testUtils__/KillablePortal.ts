import { ChildProcess, spawn } from 'child_process';
import { once } from 'events';
import { createServer } from 'net';
import { mockCredentials } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { ChangeManagementClient } from '@countersign/plugin-change-management-common';
import { portalConfig } from './portal';
import type { PortalProcessMessage, PortalProcessStart } from './portalProcess';

/** A portal that runs in a process of its own and may be killed at any moment. */
export class KillablePortal {
  /** Scopes of the notifications that any of its lives has sent. */
  readonly notified: (string | undefined)[] = [];
  readonly #database: JsonObject;
  #port = 0;
  #child: ChildProcess | undefined;

  /** @param database - Where all of its lives keep their records, as `pg` connects to it. */
  constructor(database: JsonObject) {
    this.#database = database;
  }

  async start(): Promise<void> {
    this.#port ||= await freePort();
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', `${__dirname}/portalProcess.ts`],
      { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
    );
    this.#child = child;
    const ready = new Promise<void>((resolve, reject) => {
      child.on('message', (message: PortalProcessMessage) =>
        message.kind === 'ready'
          ? resolve()
          : this.notified.push(message.scope),
      );
      child.once('exit', code =>
        reject(new Error(`The portal ended with ${code} before it was ready`)),
      );
    });
    const start: PortalProcessStart = {
      config: portalConfig({ config: this.#config() }),
    };
    child.send(start);
    await ready;
  }

  /** SIGKILL: it can finish nothing and tell nobody. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** The API as a signed-in person. */
  as(userRef: string): ChangeManagementClient {
    return this.#client(mockCredentials.user.token(userRef));
  }

  /** The API as a pipeline. */
  asPipeline(): ChangeManagementClient {
    return this.#client(
      mockCredentials.service.token({
        onBehalfOf: mockCredentials.service('external:ci'),
        targetPluginId: 'change-management',
      }),
    );
  }

  #client(token: string): ChangeManagementClient {
    return new ChangeManagementClient({
      baseUrl: async () =>
        `http://127.0.0.1:${this.#port}/api/change-management`,
      fetch: (input, init) =>
        fetch(input, {
          ...init,
          headers: { ...init?.headers, Authorization: `Bearer ${token}` },
        }),
    });
  }

  #config(): JsonObject {
    return {
      app: { baseUrl: `http://127.0.0.1:${this.#port}` },
      backend: {
        baseUrl: `http://127.0.0.1:${this.#port}`,
        listen: { host: '127.0.0.1', port: this.#port },
        database: {
          client: 'pg',
          connection: this.#database,
          plugin: { 'change-management': { connection: this.#database } },
          ensureExists: false,
        },
      },
    };
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}
