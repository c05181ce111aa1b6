import { createHash } from 'crypto';
import { writeFileSync } from 'fs';
import path from 'path';
import {
  checkPayloads,
  keptPayloadsSchema,
  storiesIn,
} from '@countersign/plugin-governance-common';
import { SourceError } from '@countersign/plugin-governance-node';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { verifyBundle } from '@countersign/plugin-ledger-common';
import {
  LogEntry,
  logExportStories,
} from '@countersign/plugin-service-logs-common';
import { ada, ben, entityRef, usePortal } from './__testUtils__/portal';

jest.setTimeout(240_000);

const time = { from: '2026-11-27T10:00:00Z', to: '2026-11-27T11:00:00Z' };
const entry = (i: number, fields: Partial<LogEntry> = {}): LogEntry => ({
  id: `e${i}`,
  timestamp: new Date(Date.UTC(2026, 10, 27, 10, i)).toISOString(),
  severityNumber: 9,
  body: `entry ${i}`,
  attributes: {},
  ...fields,
});

describe('logs', () => {
  const { source, folder, as, invoke } = usePortal();
  beforeEach(() => {
    source.entries = Array.from({ length: 8 }, (_, i) =>
      entry(i, i % 4 === 0 ? { severityNumber: 17 } : {}),
    );
  });
  const bodies = ({ items }: { items: LogEntry[] }) =>
    items.map(({ body }) => body);

  it('are searched, counted, followed, and read around an entry', async () => {
    const page = await as(ada).search({ entityRef, ...time, limit: 3 });
    expect(bodies(page)).toEqual(['entry 7', 'entry 6', 'entry 5']);
    const rest = await as(ada).search({
      entityRef,
      ...time,
      cursor: page.nextCursor,
    });
    expect(bodies(rest)).toHaveLength(5);
    expect(rest.nextCursor).toBeUndefined();

    const errors = await as(ada).search({
      entityRef,
      ...time,
      filter: 'severity>=ERROR',
    });
    expect(bodies(errors)).toEqual(['entry 4', 'entry 0']);

    const histogram = await as(ada).getHistogram({ entityRef, ...time });
    expect(histogram).toMatchObject({ total: 8, step: 60, complete: true });
    expect(histogram.bars[4].counts).toEqual([0, 0, 0, 0, 1, 0]);

    const around = await as(ada).getContext({
      entityRef,
      id: 'e3',
      before: 1,
      after: 2,
    });
    expect(bodies(around)).toEqual([
      'entry 2',
      'entry 3',
      'entry 4',
      'entry 5',
    ]);

    const { cursor } = await as(ada).getTail({ entityRef });
    source.entries.push(entry(9));
    expect(bodies(await as(ada).getTail({ entityRef, cursor }))).toEqual([
      'entry 9',
    ]);
  });

  it('are read and counted by an assistant as by whoever it works for', async () => {
    const input = { entityRef, ...time, filter: 'severity>=ERROR' };
    expect(
      await invoke(ada, 'find-log-entries', { ...input, limit: 1 }),
    ).toMatchObject({
      status: 200,
      output: {
        entries: [
          {
            timestamp: '2026-11-27T10:04:00.000Z',
            severity: 'error',
            body: 'entry 4',
          },
        ],
        more: true,
      },
    });
    expect(
      (await invoke(ada, 'count-log-entries', { entityRef, ...time })).output,
    ).toEqual({
      total: 8,
      bySeverity: {
        ...{ default: 0, debug: 0, info: 6 },
        ...{ warn: 0, error: 2, fatal: 0 },
      },
    });
    const missing = { ...input, entityRef: 'component:default/nobody' };
    expect((await invoke(ada, 'find-log-entries', missing)).status).toBe(404);
  });

  it('show no secrets, and find none', async () => {
    source.entries = [
      entry(1, { body: 'password=hunter2x', attributes: { apiKey: 'k' } }),
    ];
    const { items } = await as(ada).search({ entityRef, ...time });
    expect(items).toMatchObject([
      {
        body: 'password=(sensitive value)',
        attributes: { apiKey: '(sensitive value)' },
      },
    ]);
    expect(
      (await as(ada).search({ entityRef, ...time, filter: 'hunter2x' })).items,
    ).toEqual([]);
  });

  it('have filters that are checked as they are typed', async () => {
    const check = (filter: string) =>
      as(ada).checkFilter({ entityRef, filter });
    expect(await check('severity>=ERROR')).toEqual({ problems: [] });
    expect((await check('severity>=EROR')).problems).toMatchObject([
      { from: 10, to: 14 },
    ]);
    await expect(
      as(ada).search({ entityRef, ...time, filter: 'severity>=EROR' }),
    ).rejects.toMatchObject({
      statusCode: 400,
      cause: { message: expect.stringContaining('filter: at character 11') },
    });
  });

  it.each([
    [{ from: time.to, to: time.from }, 400, 'must be after from'],
    [{ cursor: 'mine' }, 400, 'cursor'],
    [{ source: 'loki' }, 404, 'there are memory'],
    [{ entityRef: 'component:default/silent-api' }, 404, 'No source has logs'],
    [{ entityRef: 'component:default/nobody' }, 404, 'There is no log of'],
    [{ filter: `a=ghp_${'a1'.repeat(18)}` }, 400, 'GitHub token'],
  ])(
    'asked wrongly, %j, say what is wrong',
    async (query, statusCode, said) => {
      await expect(
        as(ada).search({ entityRef, ...time, ...query }),
      ).rejects.toMatchObject({
        statusCode,
        cause: { message: expect.stringContaining(said) },
      });
    },
  );

  it('of a source in trouble say so, and are not read on once nobody waits', async () => {
    source.trouble = new SourceError('Memory asks not to be asked now');
    await expect(as(ada).search({ entityRef, ...time })).rejects.toMatchObject({
      statusCode: 503,
      cause: { message: 'Memory asks not to be asked now' },
    });
    const gone = new AbortController();
    const ended = new Promise<void>(resolve => {
      source.waits = { begun: () => gone.abort(), ended: resolve };
    });
    await expect(
      as(ada).search({ entityRef, ...time }, { signal: gone.signal }),
    ).rejects.toThrow();
    await ended;
    source.waits = undefined;
  });

  it('have queries as code, and of each person their own', async () => {
    writeFileSync(
      path.join(folder, 'logs.yaml'),
      `apiVersion: countersign.dev/v1
kind: LogQuery
metadata: { name: errors, title: Errors }
spec: { entity: '${entityRef}', filter: severity>=ERROR, minutes: 60 }
---
apiVersion: countersign.dev/v1
kind: LogMetric
metadata: { name: error-count }
spec: { entity: '${entityRef}', filter: severity>=ERROR, type: counter }
---
kind: LogQuery
`,
    );
    const mine = { entityRef, title: 'Mine', filter: 'entry' };
    const key = { idempotencyKey: 'save-1' };
    const saved = await as(ada).saveQuery(mine, key);
    expect(await as(ada).saveQuery(mine, key)).toEqual(saved);
    const overview = await as(ada).getOverview({ entityRef });
    expect(overview).toMatchObject({
      sources: [{ name: 'memory', title: 'Memory', language: 'countersign' }],
      queries: [
        { id: 'errors', kind: 'code', minutes: 60 },
        { id: saved.id, kind: 'own', title: 'Mine' },
      ],
      metrics: [{ metadata: { name: 'error-count' } }],
      may: { export: true, save: true, readings: true },
    });
    expect(await as(ada).getMetric('error-count')).toEqual({
      ...overview.metrics[0],
      language: 'countersign',
    });
    await expect(as(ada).getMetric('nothing')).rejects.toMatchObject({
      statusCode: 404,
    });
    expect((await as(ben).getOverview({ entityRef })).queries).toHaveLength(1);
    await expect(as(ben).forgetQuery(saved.id)).rejects.toMatchObject({
      statusCode: 404,
    });
    await as(ada).forgetQuery(saved.id);
    await expect(as(ada).forgetQuery(saved.id)).rejects.toMatchObject({
      statusCode: 404,
    });
  });

  it('are kept as evidence that verifies without the portal', async () => {
    const body = {
      entityRef,
      ...time,
      filter: 'severity>=ERROR',
      reason: 'INC0000042',
    };
    const key = { idempotencyKey: 'export-1' };
    const exported = await as(ada).exportResult(body, key);
    expect(exported).toMatchObject({
      number: expect.stringMatching(/^LGX\d{7}$/),
      count: 2,
      complete: true,
      exportedBy: ada,
      query: { source: 'memory', filter: 'severity>=ERROR' },
    });
    expect(await as(ada).exportResult(body, key)).toEqual(exported);
    const { number } = exported;
    const { items } = await as(ada).listExports({ entityRef });
    expect(items[0]).toEqual(exported);

    const payloads = keptPayloadsSchema.parse(
      JSON.parse(Buffer.from(await as(ada).getPayloads(number)).toString()),
    );
    const [{ body: lines }] = payloads.payloads;
    expect(
      lines
        .trim()
        .split('\n')
        .map(line => JSON.parse(line).body),
    ).toEqual(['entry 4', 'entry 0']);
    const digest = (text: string) =>
      `sha256:${createHash('sha256').update(text).digest('hex')}`;

    await eventually(async () =>
      expect((await as(ada).getLedgerStatus()).pending).toBe(0),
    );
    const { verifierKeys: trustedKeys } = await as(ada).getLedgerStatus();
    const { ok, proven } = verifyBundle(await as(ada).getEvidence(number), {
      trustedKeys,
    });
    expect(ok).toBe(true);
    const { stories } = storiesIn(proven!, [logExportStories]);
    expect(stories).toMatchObject([{ subject: number, holds: true }]);
    const outcomeOf = (text: string) =>
      checkPayloads(
        [proven!],
        [logExportStories],
        new Map([[number, new Set([digest(text)])]]),
      )[0].outcome;
    expect(outcomeOf(lines)).toBe('agrees');
    expect(outcomeOf(lines.replace('entry 4', 'entry 5'))).toBe('differs');
  });

  it('are kept as far as an export goes, which says that there is more', async () => {
    const all = await as(ada).exportResult({
      entityRef,
      ...time,
      reason: 'All of it',
    });
    expect(all).toMatchObject({ count: 5, complete: false });
    source.entries = source.entries.slice(0, 5);
    const five = await as(ada).exportResult({
      entityRef,
      ...time,
      reason: 'All of it',
    });
    expect(five).toMatchObject({ count: 5, complete: true });
  });
});
