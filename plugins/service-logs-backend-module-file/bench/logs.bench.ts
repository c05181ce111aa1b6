/**
 * Logs in files: 5,000,000 lines of JSON in 1 GB, as the first page, a histogram, a rare word and a page of the past are asked for by a
 * portal that has just started; and ripgrep over the same file in the same run, where the machine has it. Then ten times as much: ten
 * rotated files of that size, which are the same one under ten names.
 */
import { spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { link, mkdtemp, rm, stat } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { barsOf } from '@countersign/plugin-service-logs-common';
import { LogCall } from '@countersign/plugin-service-logs-node';
import { FileLogSource } from '../src/FileLogSource';
import { Unpacked } from '../src/files/Unpacked';
import { MinuteIndex } from '../src/index/MinuteIndex';
import { ScanPool } from '../src/index/ScanPool';

const LINES = Number(process.env.BENCH_LOG_LINES ?? 5_000_000);
const DAY_MS = 86_400_000;
const START = Date.UTC(2024, 10, 26);
const RARE = 'a-word-that-stands-three-times';
const entity = {
  entityRef: 'component:default/api',
  kind: 'Component',
  namespace: 'default',
  name: 'api',
};

async function write(file: string): Promise<void> {
  const out = createWriteStream(file, { highWaterMark: 4 * 1024 * 1024 });
  let part: string[] = [];
  for (let i = 0; i < LINES; i++) {
    const at = new Date(START + Math.floor((i / LINES) * DAY_MS)).toISOString();
    const bad = i % 97 === 0;
    const word = i % Math.ceil(LINES / 3) === 7 ? ` ${RARE}` : '';
    part.push(
      `{"severity":"${
        bad ? 'ERROR' : 'INFO'
      }","time":"${at}","message":"GET /api/users/${i} ${
        bad ? 500 : 200
      }${word}","httpRequest":{"requestMethod":"GET","status":${
        bad ? 500 : 200
      },"latency":"0.0${i % 90}1s","userAgent":"bench/1.0"},"worker":${
        i % 8
      }}\n`,
    );
    if (part.length === 20_000) {
      if (!out.write(part.join(''))) await once(out, 'drain');
      part = [];
    }
  }
  out.end(part.join(''));
  await once(out, 'finish');
}

function call(): LogCall {
  return {
    signal: new AbortController().signal,
    deadline: Date.now() + 120_000,
  };
}

let peak = 0;

async function measured<T>(
  metric: string,
  setup: string,
  ask: () => Promise<T>,
): Promise<T> {
  const begun = performance.now();
  const answer = await ask();
  told(metric, performance.now() - begun, 'ms', setup);
  return answer;
}

function told(metric: string, value: number, unit: string, setup: string) {
  console.log(
    JSON.stringify({
      bench: 'logs',
      metric,
      value: Math.round(value * 10) / 10,
      unit,
      n: LINES,
      setup,
    }),
  );
}

/** Milliseconds that ripgrep takes; undefined where the machine has none. */
function ripgrep(...args: string[]): number | undefined {
  const begun = performance.now();
  const { error } = spawnSync('rg', args, {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return error ? undefined : performance.now() - begun;
}

const TIMES = 10;

/** The time and the memory that a histogram and a search take over ten files of that size. */
async function tenTimes(given: {
  folder: string;
  file: string;
  size: number;
  unpacked: Unpacked;
  pool: ScanPool;
}) {
  const { folder, file, size, unpacked, pool } = given;
  for (let i = 1; i <= TIMES; i++) {
    await link(file, path.join(folder, `rotated.log.${i}`));
  }
  const setup = `${Math.round((TIMES * size) / 1e6)} MB in ${TIMES} files`;
  const source = new FileLogSource(
    {
      name: 'files',
      title: 'Files',
      entities: [
        {
          entityRef: entity.entityRef,
          paths: [path.join(folder, 'rotated.log.*')],
        },
      ],
    },
    { unpacked, index: new MinuteIndex(pool) },
  );
  peak = 0;
  const all = { entity, from: START, to: START + DAY_MS, filter: '' };
  const bars = barsOf(all.from, all.to);
  const counted = await measured('histogram, not counted yet', setup, () =>
    source.histogram({ ...all, bars }, call()),
  );
  const rare = await measured('all entries with a rare word', setup, () =>
    source.search({ ...all, filter: RARE, limit: 100 }, call()),
  );
  if (counted.total !== TIMES * LINES || rare.items.length !== TIMES * 3) {
    throw new Error('The answers are not what was written ten times');
  }
  told('memory of the process at most', peak / 1e6, 'MB', setup);
}

async function main() {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-bench-logs-'));
  const pool = new ScanPool(2);
  const unpacked = new Unpacked(1);
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  try {
    const file = path.join(folder, 'api.log');
    // By a process of its own: what it leaves in memory is none of the reader's.
    const writer = spawnSync(
      process.execPath,
      [...process.execArgv, process.argv[1], file],
      { stdio: 'inherit' },
    );
    if (writer.status !== 0) throw new Error('The lines were not written');
    const { size } = await stat(file);
    const setup = `${Math.round(size / 1e6)} MB of JSON lines`;
    const before = process.memoryUsage().rss;
    peak = before;
    const source = new FileLogSource(
      {
        name: 'files',
        title: 'Files',
        entities: [{ entityRef: entity.entityRef, paths: [file] }],
      },
      { unpacked, index: new MinuteIndex(pool) },
    );
    const all = { entity, from: START, to: START + DAY_MS, filter: '' };
    const first = await measured('first page of 100', setup, () =>
      source.search({ ...all, limit: 100 }, call()),
    );
    const past = await measured(
      'first page of an hour in the past',
      setup,
      () =>
        source.search(
          { ...all, from: START + 36e5, to: START + 72e5, limit: 100 },
          call(),
        ),
    );
    const bars = barsOf(all.from, all.to);
    const cold = await measured(
      'histogram of the day, not counted yet',
      setup,
      () => source.histogram({ ...all, bars }, call()),
    );
    await measured('histogram of the day, again', setup, () =>
      source.histogram({ ...all, bars }, call()),
    );
    const rare = await measured('all entries with a rare word', setup, () =>
      source.search({ ...all, filter: RARE, limit: 100 }, call()),
    );
    if (
      first.items.length !== 100 ||
      past.items.length !== 100 ||
      cold.total !== LINES ||
      rare.items.length !== 3
    ) {
      throw new Error('The answers are not what was written');
    }
    told(
      'memory while asked, above that of the start',
      (peak - before) / 1e6,
      'MB',
      setup,
    );
    told('memory of the process at most', peak / 1e6, 'MB', setup);
    await tenTimes({ folder, file, size, unpacked, pool });
    const found = ripgrep('--no-mmap', '-i', '-F', RARE, file);
    const counted = ripgrep('-c', '"severity":"ERROR"', file);
    if (found !== undefined && counted !== undefined) {
      told('ripgrep: the rare word', found, 'ms', setup);
      told('ripgrep: count of errors', counted, 'ms', setup);
    }
  } finally {
    clearInterval(sampling);
    await pool.close();
    await unpacked.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const [, , written] = process.argv;
(written ? write(written) : main()).catch(error => {
  console.error(error);
  process.exitCode = 1;
});
