import { ChildProcess, spawn } from 'child_process';
import { mkdtemp, rm, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import { join } from 'path';
import { stringify } from 'yaml';
import { endProcess } from './endProcess';
import { freePort } from './freePort';
import { prometheusProgram, promtool } from './prometheusPrograms';

const POLL_MS = 250;

/** What it scrapes and evaluates. */
export interface PrometheusOptions {
  /** Host and port. */
  target: string;
  scrapeMs: number;
  groups: readonly object[];
  /** Host and port of the Alertmanager that it tells of alerts. */
  alertmanager?: string;
  /** Takes native histograms, for which it asks services. */
  takesNatives?: boolean;
  /** Writes what was stored before, as OpenMetrics, to a file. */
  history?: (file: string) => Promise<void>;
}

/** A real Prometheus, which scrapes one target and evaluates rules. */
export class RealPrometheus {
  constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  static async start<T extends RealPrometheus>(
    this: new (...started: ConstructorParameters<typeof RealPrometheus>) => T,
    options: PrometheusOptions,
  ): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), 'prometheus-'));
    const scrapeInterval = `${options.scrapeMs}ms`;
    const file = (name: string, content: unknown) =>
      writeFile(join(folder, name), stringify(content, { lineWidth: 0 }));
    await file('rules.yaml', { groups: options.groups });
    await file('prometheus.yaml', {
      global: {
        scrape_interval: scrapeInterval,
        scrape_timeout: scrapeInterval,
      },
      rule_files: ['rules.yaml'],
      scrape_configs: [
        { job_name: 'api', static_configs: [{ targets: [options.target] }] },
      ],
      ...(options.alertmanager && {
        alerting: {
          alertmanagers: [
            { static_configs: [{ targets: [options.alertmanager] }] },
          ],
        },
      }),
    });
    if (options.history) {
      const before = join(folder, 'history.txt');
      await options.history(before);
      await promtool([
        ...['tsdb', 'create-blocks-from', 'openmetrics'],
        ...['--quiet', before, join(folder, 'data')],
      ]);
      await rm(before);
    }
    const port = await freePort();
    const child = spawn(
      prometheusProgram('prometheus'),
      [
        `--config.file=${join(folder, 'prometheus.yaml')}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=127.0.0.1:${port}`,
        '--log.level=error',
        ...(options.takesNatives ? ['--enable-feature=native-histograms'] : []),
      ],
      { stdio: 'ignore' },
    );
    return new this(`http://127.0.0.1:${port}`, folder, child);
  }

  /** Asks until there is what is waited for. */
  async until<T>(
    ask: (prometheus: this) => Promise<T | undefined>,
    withinMs: number,
  ): Promise<T> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      // It answers nothing while it starts.
      const found = await ask(this).catch(() => undefined);
      if (found !== undefined) return found;
      if (Date.now() > deadline) {
        throw new Error(`Prometheus had nothing within ${withinMs} ms`);
      }
      await new Promise(resolve => setTimeout(resolve, POLL_MS));
    }
  }

  async stop(): Promise<void> {
    await endProcess(this.child, 'SIGKILL');
    await rm(this.folder, { recursive: true, force: true });
  }
}
