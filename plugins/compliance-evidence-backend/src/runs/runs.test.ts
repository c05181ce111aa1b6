import { createHash, randomUUID } from 'crypto';
import {
  openManifest,
  verifyPack,
  verifyRow,
} from '@countersign/plugin-compliance-evidence-common';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { unzipSync } from 'fflate';
import { loadModule, parseSync } from 'libpg-query';
import { ada, Replica, ReplicaOptions } from '../__testUtils__/replica';
import { GRANTS, grantsCsv, VIOLATIONS } from '../__testUtils__/reportFolder';
import { useRunBench } from '../__testUtils__/runBench';
import {
  askedAfterwards,
  dropSchema,
  openSchema,
  PostgresEngine,
  stageSchema,
} from './PostgresEngine';

jest.setTimeout(240_000);

const q3 = { quarter: '2026Q3' };

describe('a run', () => {
  const bench = useRunBench();
  const { ended, storyOf } = bench;
  const start = (options: Partial<ReplicaOptions> = {}) =>
    bench.start({ mail: bench.mail(), ...options });

  /** The schemas with tables of a run. */
  const staged = async (runId: string): Promise<string[]> => {
    const names = await bench
      .knex('pg_namespace')
      .where('nspname', 'like', `${stageSchema(runId)}%`)
      .select('nspname');
    return names.map(({ nspname }) => nspname);
  };

  const packOf = async (replica: Replica, number: string) => {
    const { content } = await replica.reader.pack(ada, number);
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    return { bytes, files: unzipSync(new Uint8Array(bytes)) };
  };

  /** As an auditor does, with nothing but the pack and the keys. */
  const verified = async (
    replica: Replica,
    files: Record<string, Uint8Array>,
  ) => {
    await loadModule();
    const runId = randomUUID();
    await openSchema(bench.knex, runId);
    let engine: PostgresEngine | undefined;
    try {
      return await verifyPack(
        {
          paths: () => Object.keys(files),
          size: path => files[path].length,
          async *open(path) {
            yield files[path];
          },
        },
        {
          trustedKeys: replica.ledger.verifierKeys(),
          parse: parseSync,
          newHash: () => {
            const hash = createHash('sha256');
            return {
              update: piece => hash.update(piece),
              digest: () => hash.digest('hex'),
            };
          },
          engine: async () => {
            engine = await PostgresEngine.open({
              knex: bench.knex,
              runId,
              queryTimeoutMs: 20_000,
              signal: new AbortController().signal,
            });
            return engine;
          },
        },
      );
    } finally {
      await engine?.close();
      await dropSchema(bench.knex, runId);
    }
  };

  it('goes from sources to a signed pack, mailed once to each, and every row is proven', async () => {
    const replica = await start();
    const { run } = await replica.request(q3);
    const detail = await ended(replica, run.number);
    expect(detail.run).toMatchObject({
      state: 'completed',
      sourceRows: 2 * GRANTS,
      resultRows: GRANTS + VIOLATIONS,
      violations: VIOLATIONS,
      period: {
        start: '2026-06-30T22:00:00.000Z',
        end: '2026-09-30T22:00:00.000Z',
      },
    });
    expect(detail.phases.map(({ state }) => state)).toEqual(
      Array(6).fill('done'),
    );
    expect(detail.evidence).toMatchObject([
      { source: 'grants', sourceSystem: 'IAM', rowCount: GRANTS },
      {
        source: 'tickets',
        format: 'json-pages',
        completeness: { stated: GRANTS, pages: 3 },
      },
    ]);
    expect(decodeURIComponent(bench.tickets.state.asked[0])).toBe(
      '/tickets?from=2026-06-30T22:00:00.000Z',
    );
    expect(
      bench.mailbox.received
        .map(({ to }) => to)
        .flat()
        .sort(),
    ).toEqual(['audit@example.com', 'compliance@example.com']);

    const { bytes, files } = await packOf(replica, run.number);
    // Whoever is mailed has the pack itself, and by what to know it.
    for (const { attachments, text } of bench.mailbox.received) {
      expect(attachments.map(({ filename }) => filename)).toEqual([
        `${run.number}-access.zip`,
      ]);
      expect(attachments[0].content.equals(bytes)).toBe(true);
      expect(text).toContain(
        `SHA-256 of the pack: ${createHash('sha256')
          .update(bytes)
          .digest('hex')}`,
      );
    }
    const { claims } = await verified(replica, files);
    expect(claims.filter(({ outcome }) => outcome !== 'holds')).toEqual([]);
    const text = Buffer.from(files['manifest.dsse.json']).toString();
    const { manifest, files: named, envelope } = openManifest(text);
    expect(manifest.rows.size).toBe(GRANTS + VIOLATIONS);
    expect(named.map(({ path }) => path).sort()).toEqual(
      Object.keys(files)
        .filter(path => path !== 'manifest.dsse.json')
        .sort(),
    );
    expect(Buffer.from(files['results/all-grants.csv']).toString()).toContain(
      'G0007,ledger,"Müller, 7"',
    );
    // Whatever zone a source writes its times in, an answer has the moment.
    const { items: unapproved } = await replica.reader.rows(
      ada,
      run.number,
      'grants-without-ticket',
      { from: 0, limit: 50 },
    );
    expect(new Set(unapproved.map(({ values }) => values[2]))).toEqual(
      new Set(['2026-07-31 22:00:00+00']),
    );
    for (const from of [0, 63, 64, 255, 299]) {
      const { items } = await replica.reader.rows(
        ada,
        run.number,
        'all-grants',
        { from, limit: 1 },
      );
      const [{ index, proof, row, position, evidence }] = items;
      const leaf = {
        question: 'all-grants',
        version: '1',
        position,
        row,
        evidence,
      };
      const proven = { format: 'countersign-row/v1', index, proof } as const;
      expect(() =>
        verifyRow({ ...proven, leaf, manifest: envelope }),
      ).not.toThrow();
      expect(() =>
        verifyRow({
          ...proven,
          leaf: { ...leaf, row: `${row} ` },
          manifest: envelope,
        }),
      ).toThrow();
    }
    expect(await storyOf(replica, run.number)).toMatchObject({
      holds: true,
      state: 'completed',
    });
    // Its data stay staged for a while, for whoever asks it something.
    await eventually(async () =>
      expect(await staged(run.id)).toEqual([
        stageSchema(askedAfterwards(run.id)),
      ]),
    );
  });

  it('fails with the name of a source that stays down, keeps what was taken, and goes on when it is back', async () => {
    bench.tickets.state.isDown = true;
    const replica = await start();
    const { run } = await replica.request(q3, false);
    const failed = await ended(replica, run.number);
    expect(failed.run).toMatchObject({
      state: 'failed',
      failure: {
        phase: 'snapshot',
        source: 'tickets',
        problem: expect.stringMatching(/ticketing.*503.*maintenance/),
      },
    });
    expect(failed.sources).toMatchObject([
      { name: 'grants', state: 'taken', rows: GRANTS },
      { name: 'tickets', state: 'failed', attempts: 2 },
    ]);
    const [before] = failed.evidence;

    bench.tickets.state.isDown = false;
    await replica.desk.act(ada, run.number, 'retry', {
      version: failed.run.version,
    });
    const detail = await ended(replica, run.number);
    expect(detail.run.state).toBe('completed');
    expect(detail.evidence[0]).toEqual(before);
    expect(await storyOf(replica, run.number)).toMatchObject({ holds: true });
  });

  it.each<[string, () => void | Promise<void>, RegExp]>([
    [
      'a source answers half a page',
      () => {
        bench.tickets.state.halves = true;
      },
      /holds 300 records, and gave 100/,
    ],
    [
      'a column is renamed',
      () =>
        bench.folder.put(
          'data/grants-2026Q3.csv',
          grantsCsv('id,cluster,persons,granted_at,ticket'),
        ),
      /Line 1: the column person is missing.*persons/,
    ],
    [
      'a key is there twice',
      () =>
        bench.folder.put(
          'data/grants-2026Q3.csv',
          `${grantsCsv()}G0001,ledger,Again,2026-08-01T00:00:00Z,\n`,
        ),
      /2 rows of grants have the same key: grant_id G0001/,
    ],
    [
      'a query fails on its data',
      () =>
        bench.folder.put(
          'reports/access/queries/all-grants.sql',
          `-- name: all-grants
-- description: Every grant.
-- owner: group:default/sre
-- version: 1
SELECT grant_id, cluster::integer AS cluster, evidence_id FROM grants ORDER BY grant_id COLLATE "C"
`,
        ),
      /all-grants was not answered: invalid input syntax for type integer/,
    ],
  ])('says what is wrong where %s', async (_, spoil, problem) => {
    await spoil();
    const replica = await start();
    const { run } = await replica.request(q3);
    const detail = await ended(replica, run.number);
    expect(detail.run.state).toBe('failed');
    expect(detail.run.failure!.problem).toMatch(problem);
    expect(bench.mailbox.received).toEqual([]);
    expect(await storyOf(replica, run.number)).toMatchObject({ holds: true });
  });

  it('may be asked for by a pipeline, however its token calls it', async () => {
    const replica = await start();
    const { run } = await replica.desk.request(
      { kind: 'service', ref: 'ci-pipeline' },
      { report: 'access', parameters: q3, deliver: false },
    );
    expect((await ended(replica, run.number)).run).toMatchObject({
      state: 'completed',
      requestedBy: 'ci-pipeline',
    });
  });

  it('refuses a wrong quarter and an unknown cluster, all at once', async () => {
    const replica = await start();
    await expect(
      replica.request({ quarter: '2026Q5', clusters: ['billin'] }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(/2026Q3[^]*billing/),
    });
  });

  it('is done once where two replicas want it, and each mail goes out once', async () => {
    const replicas = [await start(), await start()];
    const requested = [];
    for (let i = 0; i < 6; i++) {
      requested.push(await replicas[i % 2].request(q3));
    }
    for (const { run } of requested) {
      const { run: done } = await ended(replicas[0], run.number);
      expect(done.state).toBe('completed');
      expect(await storyOf(replicas[1], run.number)).toMatchObject({
        holds: true,
      });
    }
    expect(bench.mailbox.received).toHaveLength(12);
  });

  it('is worked on no more once it is canceled, and nothing of it stays staged', async () => {
    const earlier = await start();
    const { run: first } = await earlier.request(q3, false);
    await ended(earlier, first.number);
    await earlier.stop();
    let isAsked = false;
    const replica = await start({
      render: async function* never() {
        isAsked = true;
        await new Promise(() => {});
      },
    });
    const { run } = await replica.request(q3);
    await eventually(async () => expect(isAsked).toBe(true), 30_000);
    // By how long the phases of the run before it took.
    const { estimateSeconds, phases } = await replica.reader.get(
      ada,
      run.number,
    );
    expect(estimateSeconds).toBeGreaterThanOrEqual(0);
    expect(phases.find(({ state }) => state === 'running')?.phase).toBe(
      'render',
    );
    const { run: canceled } = await replica.desk.act(
      ada,
      run.number,
      'cancel',
      { version: run.version, reason: 'Wrong quarter' },
    );
    expect(canceled.state).toBe('canceled');
    await eventually(
      async () => expect(await staged(run.id)).toEqual([]),
      10_000,
    );
    expect(bench.mailbox.received).toEqual([]);
    expect(await storyOf(replica, run.number)).toMatchObject({
      holds: true,
      state: 'canceled',
    });
  });
});
