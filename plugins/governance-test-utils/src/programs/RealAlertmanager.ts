import { ChildProcess, spawn } from 'child_process';
import { once } from 'events';
import { existsSync } from 'fs';
import { mkdtemp, rm, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import { delimiter, dirname, join } from 'path';
import { eventually } from '../eventually';
import { endProcess } from './endProcess';
import { freePort } from './freePort';

/** The program, which `npm test` brings. */
function program(): string {
  const { ALERTMANAGER_PATH, PATH = '' } = process.env;
  const found =
    ALERTMANAGER_PATH ??
    PATH.split(delimiter)
      .flatMap(folder => [
        join(folder, 'prometheus-alertmanager'),
        join(folder, 'alertmanager'),
      ])
      .find(file => existsSync(file));
  if (!found) {
    throw new Error(
      'This test needs Alertmanager, which "npm test" brings where there is apt: install Alertmanager 0.25 or newer, or name the program in ALERTMANAGER_PATH',
    );
  }
  return found;
}

/** A real Alertmanager, which posts to one webhook. */
export class RealAlertmanager {
  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(webhook: {
    url: string;
    username: string;
    password: string;
  }): Promise<RealAlertmanager> {
    const folder = await mkdtemp(join(tmpdir(), 'alertmanager-'));
    const config = {
      route: {
        receiver: 'portal',
        group_by: ['alertname'],
        group_wait: '100ms',
        group_interval: '1s',
        repeat_interval: '1h',
      },
      receivers: [
        {
          name: 'portal',
          webhook_configs: [
            {
              url: webhook.url,
              http_config: {
                basic_auth: {
                  username: webhook.username,
                  password: webhook.password,
                },
              },
            },
          ],
        },
      ],
    };
    const file = join(folder, 'alertmanager.yml');
    // YAML understands JSON.
    await writeFile(file, JSON.stringify(config));
    const port = await freePort();
    const path = program();
    const child = spawn(
      path,
      [
        `--config.file=${file}`,
        `--storage.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--cluster.listen-address=',
        '--log.level=error',
      ],
      { stdio: 'ignore', cwd: dirname(path) },
    );
    const alertmanager = new RealAlertmanager(
      `http://127.0.0.1:${port}`,
      folder,
      child,
    );
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`Alertmanager ended with ${code} before it was ready`);
    });
    try {
      await Promise.race([alertmanager.#ready(), ended]);
    } catch (error) {
      await alertmanager.stop();
      throw error;
    }
    return alertmanager;
  }

  async #ready(): Promise<void> {
    await eventually(async () => {
      const { ok } = await fetch(`${this.url}/-/ready`);
      if (!ok) throw new Error('Alertmanager is not ready yet');
    }, 60_000);
  }

  /** Tells it of alerts, as Prometheus does. */
  async tell(
    ...alerts: {
      labels: Record<string, string>;
      startsAt: string;
      endsAt?: string;
    }[]
  ): Promise<void> {
    const response = await fetch(`${this.url}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(alerts),
    });
    if (!response.ok) throw new Error(await response.text());
  }

  async stop(): Promise<void> {
    await endProcess(this.child, 'SIGTERM');
    await rm(this.folder, { recursive: true, force: true });
  }
}
