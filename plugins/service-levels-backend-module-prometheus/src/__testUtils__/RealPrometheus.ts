import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RuleGroup } from '@countersign/plugin-service-levels-common';
import { stringify } from 'yaml';
import { ApiSeries, PrometheusApi } from '../api/PrometheusApi';
import { prometheusProgram, promtool } from './prometheus';

const POLL_MS = 250;

/** A real Prometheus, which scrapes one target and evaluates rules. */
export class RealPrometheus {
  readonly api: PrometheusApi;

  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {
    this.api = new PrometheusApi({
      url,
      headers: {},
      timeoutMs: 10_000,
      maxBytes: 64 * 1024 * 1024,
    });
  }

  static async start(options: {
    /** Host and port. */
    target: string;
    scrapeMs: number;
    groups: readonly RuleGroup[];
    /** Takes native histograms, for which it asks services. */
    takesNatives?: boolean;
    /** Writes what was stored before, as OpenMetrics, to a file. */
    history?: (file: string) => Promise<void>;
  }): Promise<RealPrometheus> {
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
    return new RealPrometheus(`http://127.0.0.1:${port}`, folder, child);
  }

  /** All samples of a selector, as they were scraped or recorded. */
  samples(selector: string): Promise<ApiSeries[]> {
    return this.api.query(`${selector}[10m]`, Date.now());
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
    if (this.child.exitCode === null) {
      const exited = once(this.child, 'exit');
      this.child.kill('SIGKILL');
      await exited;
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
