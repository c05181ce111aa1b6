import { ChildProcess, spawn } from 'child_process';
import { once } from 'events';
import { tmpdir } from 'os';
import { join } from 'path';
import { JsonObject } from '@backstage/types';
import { endProcess } from '../programs/endProcess';
import { freePort } from '../programs/freePort';
import { PluginApi } from './client';
import type { PortalProcessMessage, PortalProcessStart } from './servePortal';

// As `backstage-cli package start` reads TypeScript: in two thirds of the time that tsx takes.
const transform = require.resolve('@backstage/cli/config/nodeTransform.cjs');
const compileCache =
  process.env.NODE_COMPILE_CACHE ?? join(tmpdir(), 'countersign-compile-cache');

/** A portal that runs in a process of its own and may be killed at any moment. */
export class KillablePortal {
  /** Scopes of the notifications that any of its lives has sent. */
  readonly notified: (string | undefined)[] = [];
  readonly api: PluginApi;
  readonly #options: KillablePortalOptions;
  #port = 0;
  #child: ChildProcess | undefined;

  constructor(options: KillablePortalOptions) {
    this.#options = options;
    const { pluginId } = options;
    this.api = new PluginApi(
      pluginId,
      () => `http://127.0.0.1:${this.#port}/api/${pluginId}`,
    );
  }

  async start(): Promise<void> {
    this.#port ||= await freePort();
    const child = spawn(
      process.execPath,
      ['--no-deprecation', ...['--require', transform, this.#options.program]],
      {
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        // Each of its lives loads the same code: most of a start is to compile it.
        env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
      },
    );
    this.#child = child;
    const ready = new Promise<void>((resolve, reject) => {
      child.on('message', (message: PortalProcessMessage) => {
        if (message.kind === 'ready') resolve();
        // Backstage's transformation tells of each file it reads; nobody here wants to know.
        if (message.kind === 'notification') this.notified.push(message.scope);
      });
      child.once('exit', code =>
        reject(new Error(`The portal ended with ${code} before it was ready`)),
      );
    });
    const start: PortalProcessStart = {
      config: { ...this.#options.config, ...this.#place() },
    };
    child.send(start);
    await ready;
  }

  /** SIGKILL: it can finish nothing and tell nobody. What it told before has been heard then. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child) return;
    const heard = child.connected ? once(child, 'disconnect') : undefined;
    await Promise.all([endProcess(child, 'SIGKILL'), heard]);
  }

  /** Where it listens and keeps its records. */
  #place(): JsonObject {
    const { pluginId, database: connection } = this.#options;
    return {
      app: { baseUrl: `http://127.0.0.1:${this.#port}` },
      backend: {
        baseUrl: `http://127.0.0.1:${this.#port}`,
        listen: { host: '127.0.0.1', port: this.#port },
        database: {
          client: 'pg',
          connection,
          plugin: { [pluginId]: { connection } },
          ensureExists: false,
        },
      },
    };
  }
}

export interface KillablePortalOptions {
  pluginId: string;
  /** A file that calls `servePortal`. */
  program: string;
  config: JsonObject;
  /** Where all of its lives keep their records, as `pg` connects to it. */
  database: JsonObject;
}
