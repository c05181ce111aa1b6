/**
 * What a real Prometheus pays for the same objectives with rules in the shape of Sloth and with ours, one JSON object a line. Both run
 * at the same time, over three days of history; a third one only scrapes. Run with
 * `PROMETHEUS_PATH=… tsx plugins/service-levels-backend-module-prometheus/bench/rules.bench.ts [objectives] [minutes]`.
 */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import os from 'node:os';
import {
  cellsOf,
  countedObjective,
  prometheusRules,
  readDefinitions,
  RuleGroup,
} from '@countersign/plugin-service-levels-common';
import { AskedPrometheus } from '../src/__testUtils__/AskedPrometheus';
import { slothRules } from './slothRules';

const [objectives = 50, minutes = 6] = process.argv.slice(2).map(Number);
const SCRAPE_MS = 30_000;
const MINUTE = 60_000;
const HISTORY_MS = 3 * 24 * 60 * MINUTE;
const names = Array.from({ length: objectives }, (_, i) => `service-${i}`);

const queries = (name: string) => ({
  bad: `requests_total{service="${name}",code="500"}`,
  total: `requests_total{service="${name}"}`,
});

const definition = (name: string) => `apiVersion: openslo/v1
kind: SLO
metadata: { name: ${name} }
spec:
  service: ${name}
  budgetingMethod: Occurrences
  timeWindow: [{ duration: 30d, isRolling: true }]
  objectives: [{ target: 0.999 }]
  indicator:
    metadata: { name: ${name} }
    spec:
      ratioMetric:
        counter: true
        bad: { metricSource: { type: prometheus, spec: { query: '${
          queries(name).bad
        }' } } }
        total: { metricSource: { type: prometheus, spec: { query: '${
          queries(name).total
        }' } } }
`;

/** What a service has counted, as a function of time. */
const counted = (at: number, code: string) =>
  Math.floor((at / 1000) * (code === '500' ? 0.01 : 20));

function report(metric: string, value: number, unit: string): void {
  const setup = `${objectives} objectives, 3 days of history, ${minutes} min, ${
    os.cpus()[0].model
  }`;
  const line = { bench: 'prometheus-rules', metric, value, unit, n: 1, setup };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

interface History {
  name: string;
  type: 'counter' | 'gauge';
  every: number;
  labels: string;
  value: (at: number) => number;
}

/** Series of the last three days as OpenMetrics, one metric after the other. */
async function write(file: string, series: readonly History[]): Promise<void> {
  const out = createWriteStream(file);
  const end = Math.floor(Date.now() / MINUTE) * MINUTE;
  let last = '';
  for (const { name, type, every, labels, value } of series) {
    if (name !== last)
      out.write(`# TYPE ${name.replace(/_total$/, '')} ${type}\n`);
    last = name;
    const lines: string[] = [];
    for (let at = end - HISTORY_MS; at <= end; at += every) {
      lines.push(`${name}{${labels}} ${value(at)} ${at / 1000}\n`);
    }
    if (!out.write(lines.join(''))) await once(out, 'drain');
  }
  out.end('# EOF\n');
  await once(out, 'finish');
}

const raw = (instance: string): History[] =>
  names.flatMap(service =>
    ['200', '500'].map(code => ({
      name: 'requests_total',
      type: 'counter' as const,
      every: SCRAPE_MS,
      labels: `job="api",instance="${instance}",service="${service}",code="${code}"`,
      value: at => counted(at, code),
    })),
  );

function recordedByUs(cellOf: (name: string) => string): History[] {
  return [
    { name: 'step1m', every: MINUTE },
    { name: 'step5m', every: 5 * MINUTE },
    { name: 'step1h', every: 5 * MINUTE },
  ].flatMap(({ name, every }) =>
    (['bad', 'total'] as const).flatMap(what =>
      names.map(slo => ({
        name: `slo:${what}:${name}`,
        type: 'gauge' as const,
        every,
        labels: `cell="${cellOf(slo)}",slo="${slo}"`,
        value: () => (what === 'bad' ? 1 : 1200),
      })),
    ),
  );
}

const recordedBySloth = (): History[] =>
  names.map(name => ({
    name: 'slo:sli_error:ratio_rate5m',
    type: 'gauge',
    every: SCRAPE_MS,
    labels: `sloth_id="${name}",sloth_service="${name}",sloth_slo="${name}",sloth_window="5m"`,
    value: () => 0.0005,
  }));

async function cpuSeconds({ url }: AskedPrometheus): Promise<number> {
  const page = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_cpu_seconds_total (\S+)$/m.exec(page)?.[1]);
}

async function main(): Promise<void> {
  const server = createServer((_req, res) => {
    const now = Date.now();
    res.setHeader('content-type', 'text/plain; version=0.0.4');
    res.end(
      `# TYPE requests_total counter\n${names
        .flatMap(service =>
          ['200', '500'].map(
            code =>
              `requests_total{service="${service}",code="${code}"} ${counted(
                now,
                code,
              )}\n`,
          ),
        )
        .join('')}`,
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const target = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const definitions = readDefinitions([
    { file: 'slo.yaml', text: names.map(definition).join('---\n') },
  ]);
  const cells = cellsOf(
    definitions.objectives.flatMap(each => {
      const made = countedObjective(each, SCRAPE_MS);
      return 'rule' in made ? [] : [made];
    }),
    1,
  );
  const { groups } = prometheusRules(definitions, {
    scrapeInterval: SCRAPE_MS,
    cells: 1,
  });
  const start = (rules: readonly RuleGroup[], recorded: History[]) =>
    AskedPrometheus.start({
      target,
      scrapeMs: SCRAPE_MS,
      groups: rules,
      history: file => write(file, [...raw(target), ...recorded]),
    });
  const bare = await start([], []);
  const sloth = await start(
    names.flatMap(name => slothRules(name, queries(name))),
    recordedBySloth(),
  );
  const ours = await start(
    groups,
    recordedByUs(() => cells[0].name),
  );
  const all = [bare, sloth, ours];
  try {
    for (const each of all) {
      await each.until(async () => {
        const seconds = await cpuSeconds(each);
        return seconds > 0 ? seconds : undefined;
      }, 60_000);
    }
    // What is done once at the start is not a cycle.
    await new Promise(resolve => setTimeout(resolve, MINUTE));
    const before = await Promise.all(all.map(cpuSeconds));
    await new Promise(resolve => setTimeout(resolve, minutes * MINUTE));
    const after = await Promise.all(all.map(cpuSeconds));
    const spent = after.map((seconds, i) => seconds - before[i]);
    const each = (seconds: number, cycleMs: number) =>
      (seconds * 1000) / objectives / ((minutes * MINUTE) / cycleMs);
    report(
      'scraping only, CPU an objective and minute',
      each(spent[0], MINUTE),
      'ms',
    );
    for (const [name, i, cycleMs] of [
      ['rules in the shape of Sloth', 1, 30_000],
      ['rules of countersign slo rules', 2, MINUTE],
    ] as const) {
      report(
        `${name}, CPU an objective and cycle`,
        each(spent[i], cycleMs),
        'ms',
      );
      report(
        `${name}, CPU an objective and minute`,
        each(spent[i], MINUTE),
        'ms',
      );
      report(
        `${name} without scraping, CPU an objective and cycle`,
        each(spent[i] - spent[0], cycleMs),
        'ms',
      );
    }
    report(
      'rules, of an objective',
      groups.reduce((sum, { rules }) => sum + rules.length, 0) / objectives,
      'rules',
    );
  } finally {
    await Promise.all(all.map(each => each.stop()));
    server.close();
  }
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
