import {
  appendFileSync,
  copyFileSync,
  renameSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import * as zlib from 'node:zlib';
import { barsOf } from '@countersign/plugin-service-logs-common';
import {
  call,
  entity,
  jsonLine,
  TEN,
  useLogFolder,
} from './__testUtils__/logs';
import { FileLogSource } from './FileLogSource';
import { LogFolder } from './files/LogFolder';
import { Unpacked } from './files/Unpacked';
import { MinuteIndex } from './index/MinuteIndex';

const HOUR = 3_600_000;
const everything = {
  entity,
  from: TEN - HOUR,
  to: TEN + 24 * HOUR,
  filter: '',
};
const lines = (from: number, to: number, fields?: object) =>
  Array.from({ length: to - from }, (_, i) =>
    jsonLine((from + i) * 1000, fields),
  ).join('');
const bodies = ({ items }: { items: { body: string }[] }) =>
  items.map(({ body }) => body);

describe('logs in files', () => {
  const logs = useLogFolder();
  const { source } = logs;
  /** Of two of its files, unpacked copies are kept. */
  const few = useLogFolder({ unpackedBytes: 300_000 });
  beforeEach(() => logs.clear());

  /** All pages, one after the other. */
  async function allPages(
    query: object = {},
    between?: (page: number) => void,
  ) {
    const found: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 1_000; page++) {
      const answer = await source.search(
        { ...everything, limit: 7, cursor, ...query },
        call(),
      );
      found.push(...bodies(answer));
      cursor = answer.nextCursor;
      if (!cursor) return found;
      between?.(page);
    }
    throw new Error('It does not end');
  }

  const latestFirst = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, i) => `at ${(to - 1 - i) * 1000}`);

  it('come the newest first, page by page, over rotated and compressed files, each once', async () => {
    logs.write(
      'api.log.3.zst',
      zlib.zstdCompressSync(Buffer.from(lines(0, 20))),
    );
    logs.write('api.log.2.gz', zlib.gzipSync(lines(20, 40)));
    logs.write('api.log.1', lines(40, 60));
    logs.write('api.log', lines(60, 80));
    expect(await allPages()).toEqual(latestFirst(0, 80));
  });

  it('go on where they ended while files are rotated and compressed', async () => {
    logs.write('api.log', lines(0, 40));
    const found = await allPages({}, page => {
      if (page === 0) {
        renameSync(logs.at('api.log'), logs.at('api.log.1'));
        logs.write('api.log', lines(40, 50));
      }
      if (page === 2) {
        const packed = zlib.gzipSync(lines(0, 40));
        logs.write('api.log.1.gz', packed);
        rmSync(logs.at('api.log.1'));
      }
    });
    expect(found).toEqual(latestFirst(0, 40));
  });

  it('of several writers are merged by their time', async () => {
    const odd = (i: number) => i % 2 === 1;
    const all = Array.from({ length: 60 }, (_, i) => i);
    logs.write(
      'a.log',
      all
        .filter(odd)
        .map(i => jsonLine(i * 1000))
        .join(''),
    );
    logs.write(
      'b.log',
      all
        .filter(i => !odd(i))
        .map(i => jsonLine(i * 1000))
        .join(''),
    );
    expect(await allPages()).toEqual(latestFirst(0, 60));
  });

  it('of a time in the past are found without the rest', async () => {
    logs.write('api.log', lines(0, 20_000, { pad: 'x'.repeat(200) }));
    const page = await source.search(
      { ...everything, from: TEN + 5_000_000, to: TEN + 5_003_000, limit: 100 },
      call(),
    );
    expect(bodies(page)).toEqual(['at 5002000', 'at 5001000', 'at 5000000']);
    expect(page).toMatchObject({ complete: true, problems: [] });
    expect(page.nextCursor).toBeUndefined();
  });

  it('are found by a filter as if each line were read', async () => {
    const kinds = ['INFO', 'WARNING', 'ERROR'];
    const text = Array.from({ length: 9_000 }, (_, i) =>
      jsonLine(i * 1000, {
        severity: kinds[i % 3],
        httpRequest: { status: 200 + (i % 7) },
        user: i % 1_000 === 0 ? 'Grace Hopper' : 'somebody',
        pad: 'y'.repeat(200),
      }),
    ).join('');
    logs.write('api.log', text);
    const rare = await source.search(
      { ...everything, filter: '"grace hopper" severity=WARN', limit: 100 },
      call(),
    );
    expect(bodies(rare)).toEqual(['at 7000000', 'at 4000000', 'at 1000000']);
    const { total } = await source.histogram(
      {
        ...everything,
        filter: 'httpRequest.status=203',
        bars: barsOf(everything.from, everything.to),
      },
      call(),
    );
    expect(total).toBe(
      Array.from({ length: 9_000 }, (_, i) => i % 7).filter(n => n === 3)
        .length,
    );
  });

  it('are counted a bar by severity: by whole minutes, and by seconds', async () => {
    const text = Array.from({ length: 7_200 }, (_, i) =>
      jsonLine(i * 1000, {
        severity: i % 10 === 0 ? 'ERROR' : 'INFO',
        pad: 'z'.repeat(400),
      }),
    ).join('');
    logs.write('api.log.1.gz', zlib.gzipSync(text));
    const count = (from: number, to: number, filter = '') =>
      source.histogram(
        { entity, from, to, filter, bars: barsOf(from, to) },
        call(),
      );
    const hours = await count(TEN, TEN + 2 * HOUR);
    expect(hours).toMatchObject({ total: 7_200, complete: true, step: 120 });
    expect(hours.bars[0]).toEqual({
      start: new Date(TEN).toISOString(),
      counts: [0, 0, 108, 0, 12, 0],
    });
    expect(await count(TEN, TEN + 2 * HOUR, 'severity>=ERROR')).toMatchObject({
      total: 720,
    });
    const seconds = await count(TEN + 60_000, TEN + 90_000);
    expect(seconds).toMatchObject({ total: 30, step: 1 });
    // Once more, from what is known by now.
    expect(await count(TEN, TEN + 2 * HOUR)).toEqual(hours);
  });

  it('that are still written are counted on', async () => {
    logs.write('api.log', lines(0, 100));
    const count = () =>
      source.histogram(
        { ...everything, bars: barsOf(everything.from, everything.to) },
        call(),
      );
    expect((await count()).total).toBe(100);
    appendFileSync(logs.at('api.log'), lines(100, 150));
    expect((await count()).total).toBe(150);
    // Written anew, shorter, with the same beginning.
    logs.write('api.log', lines(0, 30));
    expect((await count()).total).toBe(30);
  });

  it('are followed, through half lines, rotation and truncation', async () => {
    logs.write('api.log', lines(0, 3));
    let cursor: string | undefined;
    const follow = async (filter = '') => {
      const answer = await source.tail(
        { entity, filter, limit: 100, cursor },
        call(),
      );
      cursor = answer.cursor;
      return bodies(answer);
    };
    expect(await follow()).toEqual([]);
    const half = jsonLine(3_000);
    appendFileSync(logs.at('api.log'), half.slice(0, 20));
    expect(await follow()).toEqual([]);
    appendFileSync(logs.at('api.log'), half.slice(20) + jsonLine(4_000));
    expect(await follow()).toEqual(['at 3000', 'at 4000']);
    appendFileSync(logs.at('api.log'), jsonLine(5_000));
    renameSync(logs.at('api.log'), logs.at('api.log.1'));
    logs.write('api.log', jsonLine(6_000));
    expect(await follow()).toEqual(['at 5000', 'at 6000']);
    copyFileSync(logs.at('api.log'), logs.at('api.log.2'));
    truncateSync(logs.at('api.log'));
    expect(await follow()).toEqual([]);
    appendFileSync(
      logs.at('api.log'),
      jsonLine(7_000) + jsonLine(8_000, { severity: 'ERROR' }),
    );
    expect(await follow('severity>=ERROR')).toEqual(['at 8000']);
  });

  it('show what stands around an entry, also once it was compressed', async () => {
    logs.write('api.log', lines(0, 8_000, { pad: 'x'.repeat(300) }));
    const { items } = await source.search(
      { ...everything, to: TEN + 4_001_000, limit: 1 },
      call(),
    );
    const context = () =>
      source.context({ entity, id: items[0].id, before: 2, after: 3 }, call());
    const around = [3_998, 3_999, 4_000, 4_001, 4_002, 4_003].map(
      n => `at ${n * 1000}`,
    );
    expect(bodies({ items: await context() })).toEqual(around);
    const packed = zlib.gzipSync(lines(0, 8_000, { pad: 'x'.repeat(300) }));
    rmSync(logs.at('api.log'));
    logs.write('api.log.1.gz', packed);
    expect(bodies({ items: await context() })).toEqual(around);
    await expect(
      source.context({ entity, id: 'nonsense', before: 1, after: 1 }, call()),
    ).rejects.toThrow('no such entry');
  });

  it('that are broken are shown as far as they go', async () => {
    const long = 'long '.repeat(300_000);
    logs.write(
      'api.log',
      Buffer.concat([
        Buffer.from(lines(0, 2)),
        Buffer.from(jsonLine(2_000, { message: long })),
        Buffer.from(
          '{"time":"2024-11-27T10:00:03.000Z","message":"broken \xff\xfe utf"}\n',
          'latin1',
        ),
        Buffer.from('{"time":"2024-11-27T10:00:04.000Z","message":"cut o\n'),
        Buffer.from('\n\r\n    at crash (a.js:1)\n'),
        Buffer.from(
          '{"time":"2024-11-27T10:00:05.000Z","message":"half \\ud800 a character"}\n',
        ),
      ]),
    );
    const { items, complete } = await source.search(
      { ...everything, limit: 50 },
      call(),
    );
    expect(complete).toBe(true);
    expect(bodies({ items }).map(body => body.slice(0, 10))).toEqual([
      'half \uFFFD a c',
      'at crash (',
      '{"time":"2',
      'broken \uFFFD\uFFFD ',
      'long long ',
      'at 1000',
      'at 0',
    ]);
    expect(items[2]).toMatchObject({
      cutOff: true,
      timestamp: '2024-11-27T10:00:04.000Z',
    });
    expect(items[4]).toMatchObject({ truncated: true });
  });

  it('of plain text keep what belongs to an entry together', async () => {
    logs.write(
      'app.log',
      '2024-11-27 10:00:00,000 INFO started\n2024-11-27 10:00:01,000 ERROR it failed\njava.lang.Error: no\n\tat A.b(A.java:1)\n2024-11-27 10:00:02,000 INFO goes on\n',
    );
    const { items } = await source.search(
      { ...everything, filter: 'A.java', limit: 50 },
      call(),
    );
    expect(items).toMatchObject([
      {
        timestamp: '2024-11-27T10:00:01.000Z',
        severityNumber: 17,
        body: 'ERROR it failed\njava.lang.Error: no\n\tat A.b(A.java:1)',
      },
    ]);
  });

  it('show no secrets, and none is found by asking', async () => {
    logs.write(
      'api.log',
      jsonLine(0, { message: 'login password=hunter2x' }) + jsonLine(1_000),
    );
    const search = (filter: string) =>
      source.search({ ...everything, filter, limit: 5 }, call());
    expect(bodies(await search('login'))).toEqual([
      'login password=(sensitive value)',
    ]);
    expect(bodies(await search('hunter2x'))).toEqual([]);
    expect(bodies(await search('-hunter2x'))).toHaveLength(2);
  });

  it('that cannot be read are a problem, and the others are read', async () => {
    logs.write('api.log', lines(0, 2));
    const packed = zlib.gzipSync(
      Array.from({ length: 300 }, (_, i) =>
        jsonLine(10_000 + i, { n: i * 7_919 }),
      ).join(''),
    );
    logs.write('cut.log.1.gz', packed.subarray(0, packed.length / 2));
    logs.write('no.log.2.gz', 'this is no gzip');
    const page = await source.search(
      { ...everything, limit: 500, filter: 'message:*' },
      call(),
    );
    const all = await source.search({ ...everything, limit: 500 }, call());
    expect(page.items).toEqual(all.items);
    expect(bodies(all).slice(-2)).toEqual(['at 1000', 'at 0']);
    expect(all.problems.sort()).toEqual([
      'cut.log.1.gz ends early: what is before that was read.',
      'no.log.2.gz cannot be read.',
    ]);
  });

  it('say that they are not all counted where threads did not come to the end', async () => {
    logs.write('api.log', lines(0, 50));
    let end = () => {};
    const ended = new Promise<never>((_, reject) => {
      end = () => reject(new Error('The portal stops'));
    });
    const slow = new FileLogSource(
      {
        name: 'slow',
        title: 'Slow',
        entities: [
          { entityRef: entity.entityRef, paths: [logs.at('api.log')] },
        ],
      },
      {
        unpacked: new Unpacked(1),
        index: new MinuteIndex({ scan: () => ended }),
      },
    );
    const bars = barsOf(everything.from, everything.to);
    expect(
      await slow.histogram({ ...everything, bars }, call(50)),
    ).toMatchObject({ total: 0, complete: false });
    end();
  });

  it('are found wherever in its block a word stands', async () => {
    // Each line has another length, so that the word begins at every place of what is looked through at a time.
    const written = Array.from({ length: 1_500 }, (_, i) =>
      jsonLine(i * 1000, { pad: 'x'.repeat((i * 131) % 977), word: 'Needle' }),
    );
    logs.write('api.log', written.join(''));
    expect(await allPages({ filter: 'nEEdle', limit: 400 })).toEqual(
      latestFirst(0, 1_500),
    );
  });

  it('are given as far as time allows, and go on from there', async () => {
    logs.write('api.log', lines(0, 50));
    const late = await source.search({ ...everything, limit: 10 }, call(-1));
    expect(late).toMatchObject({ items: [], complete: false });
    const next = await source.search(
      { ...everything, limit: 3, cursor: late.nextCursor },
      call(),
    );
    expect(bodies(next)).toEqual(latestFirst(47, 50));
    await expect(
      source.search({ ...everything, limit: 3, cursor: 'x' }, call()),
    ).rejects.toThrow('cursor');
    expect(
      await source.histogram(
        { ...everything, bars: barsOf(everything.from, everything.to) },
        call(-1),
      ),
    ).toMatchObject({ complete: false });
  });

  it('say how far back the search came where it found nothing in time', async () => {
    logs.write('api.log', lines(0, 20_000, { pad: 'x'.repeat(400) }));
    let looks = 0;
    const clock = jest
      .spyOn(Date, 'now')
      .mockImplementation(() => (looks++ < 5 ? 0 : 60_000));
    const page = await source.search(
      { ...everything, filter: 'nothing-has-this', limit: 5 },
      { signal: new AbortController().signal, deadline: 30_000 },
    );
    clock.mockRestore();
    expect(page).toMatchObject({ items: [], complete: false });
    expect(page.searchedTo).toBeLessThan(TEN + 19_999_000);
    expect(page.searchedTo).toBeGreaterThan(TEN);
  });

  it('older than a file that is still being unpacked come after it', async () => {
    logs.write('api.log.1', lines(0, 10));
    const noise = Array.from({ length: 200_000 }, (_, i) =>
      jsonLine(10_000 + i, { n: (i * 7_919) % 10_007 }),
    );
    logs.write('api.log.gz', zlib.gzipSync(noise.join('')));
    const late = await source.search({ ...everything, limit: 5 }, call(1));
    expect(late).toMatchObject({ items: [], complete: false });
    const next = await source.search(
      { ...everything, limit: 5, cursor: late.nextCursor },
      call(),
    );
    expect(bodies(next)[0]).toBe('at 209999');
  });

  it('come as far as time allows where it takes long to look into files', async () => {
    logs.write('api.log.1.gz', zlib.gzipSync(lines(0, 5)));
    logs.write('api.log', lines(5, 10));
    const first = await source.search({ ...everything, limit: 3 }, call());
    const again = { ...everything, limit: 100, cursor: first.nextCursor };
    const stuck = jest
      .spyOn(LogFolder.prototype, 'beginning')
      .mockReturnValue(new Promise(() => {}));
    try {
      const late = await source.search(again, call(50));
      expect(late).toMatchObject({ items: [], complete: false });
      again.cursor = late.nextCursor;
      expect(
        await source.histogram(
          { ...everything, bars: barsOf(everything.from, everything.to) },
          call(50),
        ),
      ).toMatchObject({ total: 0, complete: false });
    } finally {
      stuck.mockRestore();
    }
    expect(bodies(await source.search(again, call()))).toEqual(
      latestFirst(0, 7),
    );
  });

  describe.each([
    ['by a header', '#Fields: c-ip\n'],
    ['by an entry', jsonLine(-1000, { message: 'version 3' })],
  ])('that begin alike %s', (_, head) => {
    const rotated = (name: string, text: string, seconds: number) => {
      logs.write(
        name,
        name.endsWith('.gz') ? zlib.gzipSync(head + text) : head + text,
      );
      const over = new Date(TEN + seconds * 1000);
      utimesSync(logs.at(name), over, over);
    };
    const count = async (
      from: number,
      to: number,
      asked = { source, entity },
    ): Promise<number> => {
      const { total } = await asked.source.histogram(
        {
          ...everything,
          filter: 'severity>=ERROR',
          entity: asked.entity,
          ...{ from, to, bars: barsOf(from, to) },
        },
        call(),
      );
      return total;
    };
    const errors = (from: number, to: number) =>
      lines(from, to, { severity: 'ERROR' });

    it.each(['app.log.1.gz', 'app.log.1'])(
      'are each gone through to their end, with %s opened for a later page',
      async older => {
        rotated(older, lines(0, 20), 20);
        rotated('app.log', lines(3_600, 3_620), 3_620);
        expect(await allPages({ filter: 'at' })).toEqual([
          ...latestFirst(3_600, 3_620),
          ...latestFirst(0, 20),
        ]);
      },
    );

    it('are shown with what stands around their own entries', async () => {
      rotated('app.log.2', lines(0, 20), 20);
      rotated('app.log.1.gz', lines(3_600, 3_620), 3_620);
      rotated('app.log', lines(7_200, 7_220), 7_220);
      const { items } = await source.search(
        { ...everything, to: TEN + 10_500, limit: 1 },
        call(),
      );
      const around = await source.context(
        { entity, id: items[0].id, before: 1, after: 1 },
        call(),
      );
      expect(bodies({ items: around })).toEqual([
        'at 9000',
        'at 10000',
        'at 11000',
      ]);
    });

    it('are each counted for themselves, whichever of them are asked about', async () => {
      rotated('app.log.2.gz', errors(3_600, 3_620), 3_620);
      rotated('app.log.1.gz', errors(7_200, 7_230), 7_230);
      rotated('app.log', errors(9_000, 9_040), 9_040);
      expect(await count(TEN, TEN + 3 * HOUR)).toBe(90);
      expect(await count(TEN, TEN + 1.5 * HOUR)).toBe(20);
      expect(await count(TEN + 2.25 * HOUR, TEN + 3 * HOUR)).toBe(40);
    });

    it('are counted for themselves after they were rotated', async () => {
      logs.write('app.log', head + errors(3_600, 3_620));
      expect(await count(TEN, TEN + 3 * HOUR)).toBe(20);
      renameSync(logs.at('app.log'), logs.at('app.log.1'));
      logs.write('app.log', head + errors(7_200, 7_220));
      expect(await count(TEN, TEN + 1.5 * HOUR)).toBe(20);
      expect(await count(TEN + 1.5 * HOUR, TEN + 3 * HOUR)).toBe(20);
    });

    it('are counted for their own entity', async () => {
      const other = { ...entity, entityRef: 'component:default/other' };
      const both = new FileLogSource(
        {
          name: 'both',
          title: 'Both',
          entities: [
            { entityRef: entity.entityRef, paths: [logs.at('api.log')] },
            { entityRef: other.entityRef, paths: [logs.at('other.log')] },
          ],
        },
        logs.reading,
      );
      logs.write('api.log', head + errors(3_600, 3_620));
      logs.write('other.log', head + errors(7_200, 7_220));
      const counted = (whose: typeof entity) =>
        count(TEN + 1.5 * HOUR, TEN + 3 * HOUR, {
          source: both,
          entity: whose,
        });
      expect(await counted(entity)).toBe(0);
      expect(await counted(other)).toBe(20);
    });
  });

  describe('that are compressed', () => {
    const unpacking = jest.spyOn(logs.unpacked, 'lend');
    beforeEach(() => unpacking.mockClear());
    const unpackedNames = () =>
      unpacking.mock.calls.map(([file]) => path.basename(file)).sort();

    it('and begin later than what is asked about are not unpacked', async () => {
      logs.write('api.log.3.gz', zlib.gzipSync(lines(0, 20)));
      logs.write('api.log.2.gz', zlib.gzipSync(lines(7_200, 7_220)));
      logs.write(
        'api.log.1.zst',
        zlib.zstdCompressSync(
          Buffer.from(
            '\tat A.b(A.java:1)\n2024-11-27 13:00:00,000 INFO started\n',
          ),
        ),
      );
      const past = { to: TEN + HOUR };
      expect(await allPages(past)).toEqual(latestFirst(0, 20));
      const { total } = await source.histogram(
        {
          ...everything,
          ...past,
          bars: barsOf(everything.from, past.to),
        },
        call(),
      );
      expect(total).toBe(20);
      expect(new Set(unpackedNames())).toEqual(new Set(['api.log.3.gz']));
    });

    it('and more than are kept unpacked are gone through to their end, however often time runs out', async () => {
      const all = Array.from({ length: 12 }, (_, i) => i);
      for (const i of all) {
        const noise = lines(i * 400, i * 400 + 399, { n: 'x'.repeat(200) });
        const rare = jsonLine(i * 400_000 + 399_000, { message: `rare ${i}` });
        const name = `api.log.${all.length - i}.gz`;
        writeFileSync(few.at(name), zlib.gzipSync(noise + rare));
        // As logrotate leaves them.
        const rotated = new Date(TEN + (i + 1) * 400_000);
        utimesSync(few.at(name), rotated, rotated);
      }
      const found: string[] = [];
      let cursor: string | undefined;
      let questions = 0;
      do {
        const given = call(1_000);
        const now = Date.now();
        let asked = 0;
        // Time is over after a few looks at the clock.
        const clock = jest
          .spyOn(Date, 'now')
          .mockImplementation(() => now + 200 * asked++);
        const page = await few.source
          .search({ ...everything, filter: 'rare', limit: 50, cursor }, given)
          .finally(() => clock.mockRestore());
        expect(page.problems).toEqual([]);
        found.push(...bodies(page));
        cursor = page.nextCursor;
        questions += 1;
      } while (cursor && questions < 100);
      expect(questions).toBeGreaterThan(2);
      expect(found).toEqual([...all].reverse().map(i => `rare ${i}`));
    });

    it('and whose beginning does not say when are looked into', async () => {
      logs.write(
        'api.log.1.gz',
        zlib.gzipSync(`no time\n${'x'.repeat(70_000)}\n${lines(0, 2)}`),
      );
      expect(await allPages({ to: TEN + HOUR, filter: 'at' })).toEqual(
        latestFirst(0, 2),
      );
    });

    it('are counted again without being unpacked, until they change', async () => {
      const asked = {
        ...everything,
        bars: barsOf(everything.from, everything.to),
      };
      logs.write('api.log.1.gz', zlib.gzipSync(lines(0, 20)));
      const first = await source.histogram(asked, call());
      expect(unpackedNames()).toEqual(['api.log.1.gz']);
      expect(await source.histogram(asked, call())).toEqual(first);
      expect(unpackedNames()).toEqual(['api.log.1.gz']);
      logs.write('api.log.1.gz', zlib.gzipSync(lines(0, 21)));
      expect(await source.histogram(asked, call())).toMatchObject({
        total: 21,
      });
    });
  });

  it('are not read on once nobody waits', async () => {
    logs.write('api.log', lines(0, 50));
    const gone = AbortSignal.abort(new Error('gone'));
    await expect(
      source.search(
        { ...everything, limit: 10 },
        { signal: gone, deadline: Date.now() + 9_000 },
      ),
    ).rejects.toThrow('gone');
  });

  it('of nobody, of an empty folder and of an empty file are none', async () => {
    expect(await allPages()).toEqual([]);
    logs.write('api.log', '');
    expect(await allPages()).toEqual([]);
    expect(
      source.has({ ...entity, entityRef: 'component:default/other' }),
    ).toBe(false);
    expect(source.check('severity>=EROR')).toMatchObject([
      { from: 10, to: 14 },
    ]);
  });
});
