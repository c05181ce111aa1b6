/**
 * Logs as they lie on a disk for months: the newest file plain, those before it packed in turns by gzip and zstd, each with lines of its
 * own, BENCH_LOG_GB of them (2 unless said otherwise) of 1 GB each. The newest ends with what breaks readers: a line of 1 MB, bytes that
 * are no UTF-8, an object that is cut off. Asked are the first page, a page of the oldest hour, a histogram and a rare word, each until
 * its answer is whole, however many questions of {@link LIMIT_MS} that takes; and how much memory and disk that took.
 */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import {
  appendFile,
  mkdtemp,
  readdir,
  rm,
  stat,
  utimes,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as zlib from 'node:zlib';
import { barsOf } from '@countersign/plugin-service-logs-common';
import { LogCall } from '@countersign/plugin-service-logs-node';
import { FileLogSource } from '../src/FileLogSource';
import { Unpacked } from '../src/files/Unpacked';
import { MinuteIndex } from '../src/index/MinuteIndex';
import { ScanPool } from '../src/index/ScanPool';

const FILES = Number(process.env.BENCH_LOG_GB ?? 2);
const LINES = Number(process.env.BENCH_LOG_LINES ?? 5_300_000);
const DAY_MS = 86_400_000;
const START = Date.UTC(2024, 10, 1);
const END = START + FILES * DAY_MS;
const RARE = 'a-word-that-stands-once-in-each-file';
const LONG = 1024 * 1024;
/** As the portal keeps them where nobody says otherwise. */
const UNPACKED_BYTES = 2048 * 1024 * 1024;
/** A question ends then: `serviceLogs.timeout` of a portal with large files. It is 10 s where nobody says otherwise. */
const LIMIT_MS = 30_000;
const entity = {
  entityRef: 'component:default/api',
  kind: 'Component',
  namespace: 'default',
  name: 'api',
};

/** From the oldest to the newest, as logrotate calls them. */
const nameOf = (day: number) => {
  const age = FILES - 1 - day;
  if (age === 0) return 'api.log';
  return `api.log.${age}${age % 2 ? '.gz' : '.zst'}`;
};

function packer(file: string) {
  if (file.endsWith('.gz')) return zlib.createGzip({ level: 1 });
  if (file.endsWith('.zst')) return zlib.createZstdCompress();
  return new PassThrough();
}

/** So many lines are made at a time, alike in all parts of a file but for their times. */
const PART = 20_000;
const TIME_BYTES = new Date(0).toISOString().length;

/** Lines of a file without their times, and where those stand. */
function template(day: number): { lines: Buffer; times: number[] } {
  let text = '';
  const times: number[] = [];
  for (let i = 0; i < PART; i++) {
    const bad = i % 97 === 0;
    text += `{"severity":"${bad ? 'ERROR' : 'INFO'}","time":"`;
    times.push(text.length);
    text += `${' '.repeat(TIME_BYTES)}","message":"GET /api/users/${day}/${i} ${
      bad ? 500 : 200
    }","httpRequest":{"requestMethod":"GET","status":${
      bad ? 500 : 200
    },"latency":"0.0${i % 90}1s","userAgent":"bench/1.0"},"worker":${i % 8}}\n`;
  }
  return { lines: Buffer.from(text), times };
}

async function write(folder: string, day: number): Promise<void> {
  const file = path.join(folder, nameOf(day));
  const out = new PassThrough({ highWaterMark: 4 * 1024 * 1024 });
  const written = pipeline(out, packer(file), createWriteStream(file));
  const begin = START + day * DAY_MS;
  const at = (i: number) =>
    new Date(begin + Math.floor((i / LINES) * DAY_MS)).toISOString();
  const { lines, times } = template(day);
  for (let i = 0; i < LINES; i += PART) {
    const part = Buffer.from(lines);
    times.forEach((offset, n) => part.write(at(i + n), offset, 'latin1'));
    if (!out.write(part)) await once(out, 'drain');
    if (i < LINES / 2 && i + PART >= LINES / 2) {
      out.write(`{"time":"${at(i + PART)}","message":"GET ${RARE}"}\n`);
    }
  }
  out.end();
  await written;
  const over = new Date(begin + DAY_MS);
  await utimes(file, over, over);
}

/** What breaks readers, at the end of the newest file, a second apart from each other. */
async function appendBroken(folder: string): Promise<void> {
  const at = (n: number) => new Date(END - 5_000 + n * 1_000).toISOString();
  await appendFile(
    path.join(folder, nameOf(FILES - 1)),
    Buffer.concat([
      Buffer.from(
        `{"time":"${at(0)}","message":"${'long '.repeat(LONG / 5)}"}\n`,
      ),
      Buffer.from(
        `{"time":"${at(1)}","message":"broken \xff\xfe utf"}\n`,
        'latin1',
      ),
      Buffer.from(`{"time":"${at(2)}","message":"cut o\n`),
    ]),
  );
}

const BROKEN = ['{"time":"2', 'broken \uFFFD\uFFFD ', 'long long '];

let peak = 0;
let setup = '';

function told(metric: string, value: number, unit: string, n = FILES * LINES) {
  console.log(
    JSON.stringify({
      bench: 'rotated',
      metric,
      value: Math.round(value * 10) / 10,
      unit,
      n,
      setup,
    }),
  );
}

const call = (): LogCall => ({
  signal: new AbortController().signal,
  deadline: Date.now() + LIMIT_MS,
});

/** Asks again, as a person does, until the answer is whole. */
async function untilWhole<T>(
  metric: string,
  ask: (given: LogCall) => Promise<T>,
  isWhole: (answer: T) => boolean,
): Promise<T> {
  const begun = performance.now();
  let questions = 0;
  for (;;) {
    questions += 1;
    const answer = await ask(call());
    if (isWhole(answer)) {
      told(metric, performance.now() - begun, 'ms');
      if (questions > 1) told(`${metric}: questions`, questions, 'times');
      return answer;
    }
    if (questions > 100) throw new Error(`${metric} comes to no end`);
  }
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder);
  const sizes = await Promise.all(
    names.map(async name => (await stat(path.join(folder, name))).size),
  );
  return sizes.reduce((a, b) => a + b, 0);
}

async function main() {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-bench-logs-'));
  const pool = new ScanPool(2);
  const unpacked = new Unpacked(UNPACKED_BYTES);
  const sampling = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  try {
    for (let day = 0; day < FILES; day++) {
      // By a process of its own: what it leaves in memory is none of the reader's.
      const writer = spawnSync(
        process.execPath,
        [...process.execArgv, process.argv[1], folder, String(day)],
        { stdio: 'inherit' },
      );
      if (writer.status !== 0) throw new Error('The lines were not written');
    }
    const newest = await stat(path.join(folder, nameOf(FILES - 1)));
    await appendBroken(folder);
    setup = `${FILES} files of ${Math.round(
      newest.size / 1e6,
    )} MB, ${Math.round((await sizeOf(folder)) / 1e6)} MB on disk`;
    const before = process.memoryUsage().rss;
    peak = before;
    const source = new FileLogSource(
      {
        name: 'files',
        title: 'Files',
        entities: [
          {
            entityRef: entity.entityRef,
            paths: [path.join(folder, 'api.log*')],
          },
        ],
      },
      { unpacked, index: new MinuteIndex(pool) },
    );
    const all = { entity, from: START, to: END, filter: '' };
    const first = await untilWhole(
      'first page of 100',
      given => source.search({ ...all, limit: 100 }, given),
      ({ items }) => items.length === 100,
    );
    const broken = first.items.filter(({ body }) => !body.startsWith('GET '));
    if (
      String(broken.map(({ body }) => body.slice(0, 10))) !== String(BROKEN)
    ) {
      throw new Error('What is broken is not shown as far as it goes');
    }
    const oldest = await untilWhole(
      'first page of the oldest hour',
      given =>
        source.search({ ...all, to: START + 3_600_000, limit: 100 }, given),
      ({ items }) => items.length === 100,
    );
    if (
      !oldest.items.every(({ body }) => body.startsWith('GET /api/users/0/'))
    ) {
      throw new Error('The oldest hour is another');
    }
    const bars = barsOf(all.from, all.to);
    for (const when of ['not counted yet', 'again']) {
      const counted = await untilWhole(
        `histogram, ${when}`,
        given => source.histogram({ ...all, bars }, given),
        ({ countedFrom }) => countedFrom === undefined,
      );
      if (counted.total !== FILES * (LINES + 1) + BROKEN.length) {
        throw new Error(`${counted.total} entries were counted`);
      }
    }
    let found = 0;
    let cursor: string | undefined;
    await untilWhole(
      'all entries with a rare word',
      async given => {
        const page = await source.search(
          { ...all, filter: RARE, limit: 100, cursor },
          given,
        );
        found += page.items.length;
        cursor = page.nextCursor;
        return page;
      },
      ({ nextCursor }) => nextCursor === undefined,
    );
    if (found !== FILES) throw new Error(`${found} rare words were found`);
    told(
      'memory while asked, above that of the start',
      (peak - before) / 1e6,
      'MB',
    );
    told('memory of the process at most', peak / 1e6, 'MB');
  } finally {
    clearInterval(sampling);
    await pool.close();
    await unpacked.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const [, , folder, day] = process.argv;
(folder ? write(folder, Number(day)) : main()).catch(error => {
  console.error(error);
  process.exitCode = 1;
});
