import { TestDatabases } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import {
  RunDetail,
  runStories,
  SCHEDULED_RUNS,
} from '@countersign/plugin-compliance-evidence-common';
import { pluginCaller } from '@countersign/plugin-governance-node';
import {
  eventually,
  Mailbox,
  startMailbox,
} from '@countersign/plugin-governance-test-utils';
import { Knex } from 'knex';
import { openFindings } from '../__testUtils__/openFindings';
import {
  ada,
  Replica,
  ReplicaOptions,
  startReplica,
} from '../__testUtils__/replica';
import { NAMED, reportFolder, VIOLATIONS } from '../__testUtils__/reportFolder';
import { renderCounts } from '../__testUtils__/runsOver';
import { startTicketServer, TicketServer } from '../__testUtils__/ticketServer';
import { LocalFolderStore } from '../store/LocalFolderStore';

jest.setTimeout(120_000);

const q3 = { quarter: '2026Q3' };

/** As a file system that is full answers in the middle of a file. */
async function* noSpace(): AsyncIterable<Uint8Array> {
  yield Buffer.from('a part of it');
  throw Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
  });
}

describe('a run in trouble', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  let knex: Knex;
  let folder: Awaited<ReturnType<typeof reportFolder>>;
  let tickets: TicketServer;
  let mailbox: Mailbox;
  const running: Replica[] = [];

  beforeAll(async () => {
    tickets = await startTicketServer();
    mailbox = await startMailbox();
  });
  afterAll(async () => {
    await tickets.close();
    await mailbox.close();
  });
  beforeEach(async () => {
    knex = await databases.init('POSTGRES_18');
    folder = await reportFolder();
    Object.assign(tickets.state, { isDown: false, halves: false, asked: [] });
    mailbox.received.length = 0;
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map(replica => replica.stop()));
    await folder.remove();
  });

  const mail = (more: object = {}) => ({
    host: '127.0.0.1',
    port: mailbox.port,
    secure: false,
    allowPlain: true,
    from: 'SRE <sre@example.com>',
    attachUpTo: 10,
    attempts: 12,
    ...more,
  });
  const start = async (options: Partial<ReplicaOptions> = {}) => {
    const replica = await startReplica(knex, {
      folder,
      ticketsUrl: tickets.url,
      ...options,
    });
    running.push(replica);
    replica.worker.start();
    replica.raiser?.start();
    return replica;
  };
  const ended = async (replica: Replica, number: string) => {
    let detail: RunDetail | undefined;
    await eventually(async () => {
      detail = await replica.reader.get(ada, number);
      expect(['completed', 'failed']).toContain(detail.run.state);
    }, 60_000);
    return detail!;
  };
  const entriesOf = async (replica: Replica, number: string) => {
    const items = await replica.ledger.entriesOf(number);
    const entries = items.map(({ entry }) => entry);
    const { claims } = runStories.judge(entries);
    expect(claims.filter(({ holds }) => !holds)).toEqual([]);
    return entries;
  };

  it('has one incident, which is declared when that is possible again', async () => {
    tickets.state.isDown = true;
    const asked: { title: string; key?: string }[] = [];
    const replica = await start({
      incidents: {
        entities: ['component:default/reports'],
        impact: 'medium',
        urgency: 'high',
      },
      declareIncident: async ({ title }, options) => {
        asked.push({ title, key: options?.idempotencyKey });
        if (asked.length === 1) throw new NotFoundError('It starts');
        return { incident: { number: 'INC0000007' } } as never;
      },
    });
    const { run } = await replica.request(q3, false);
    const failed = await ended(replica, run.number);
    await eventually(async () => {
      const entries = await entriesOf(replica, run.number);
      expect(entries.at(-1)).toMatchObject({
        type: 'run.incident_declared',
        data: {
          incident: 'INC0000007',
          problem: expect.stringContaining('ticketing'),
        },
      });
    });
    // Asked for again under the same key, incident management answers with the same one.
    expect(asked).toEqual([asked[0], asked[0]]);
    expect(asked[0]).toMatchObject({
      title: `Access report: ${run.number} failed: tickets gave no snapshot`,
      key: expect.stringContaining(run.number),
    });

    await replica.desk.act(ada, run.number, 'retry', {
      version: failed.run.version,
    });
    await eventually(async () => {
      const entries = await entriesOf(replica, run.number);
      expect(entries.filter(({ type }) => type === 'run.failed')).toHaveLength(
        2,
      );
    });
    expect(asked).toHaveLength(2);
  });

  it('is a finding of the next one where its schedule asked for it, and gone once it is made up for', async () => {
    const replica = await start({ findings: openFindings });
    const scheduled = async (day: string) => {
      const report = await replica.library.ready('access');
      const stored = await replica.journal.run(
        pluginCaller('compliance-evidence'),
        unit =>
          replica.desk.open(unit, report, {
            parameters: q3,
            deliver: false,
            scheduledFor: `${day}T06:00:00.000Z`,
            deadline: `${day}T09:00:00.000Z`,
          }),
      );
      replica.worker.wake();
      return ended(replica, stored!.run.number);
    };
    const missed = () =>
      knex('findings')
        .where({ question: SCHEDULED_RUNS })
        .select('state', 'last_seen_run', 'absent_run', 'facts');

    tickets.state.isDown = true;
    const first = await scheduled('2026-10-02');
    tickets.state.isDown = false;
    const second = await scheduled('2026-10-03');
    expect(await missed()).toMatchObject([
      {
        state: 'open',
        last_seen_run: second.run.number,
        facts: {
          title: expect.stringContaining('2026-10-02T06:00:00.000Z'),
          controls: [{ framework: 'SOX ITGC', id: 'AC-1' }],
        },
      },
    ]);
    await replica.desk.act(ada, first.run.number, 'retry', {
      version: first.run.version,
    });
    await eventually(async () => {
      const { run } = await replica.reader.get(ada, first.run.number);
      expect(run.state).toBe('completed');
    }, 30_000);
    const third = await scheduled('2026-10-04');
    expect(await missed()).toMatchObject([
      { state: 'open', absent_run: third.run.number },
    ]);
  });

  it('says that the store is full, keeps nothing half, and goes on when there is room', async () => {
    const inner = new LocalFolderStore(folder.store);
    let isFull = true;
    const replica = await start({
      store: {
        put: chunks => inner.put(isFull ? noSpace() : chunks),
        get: key => inner.get(key),
        remove: key => inner.remove(key),
      },
    });
    const { run } = await replica.request(q3, false);
    const failed = await ended(replica, run.number);
    expect(failed.run.failure!.problem).toMatch(
      /store of evidence in .* is full: make room/,
    );
    isFull = false;
    await replica.desk.act(ada, run.number, 'retry', {
      version: failed.run.version,
    });
    await eventually(async () => {
      const detail = await replica.reader.get(ada, run.number);
      expect(detail.run).toMatchObject({
        state: 'completed',
        violations: VIOLATIONS,
      });
    }, 30_000);
    await entriesOf(replica, run.number);
  });

  it('goes on after PostgreSQL was restarted and has emptied what was staged', async () => {
    let restarts = 0;
    const restart = async () => {
      restarts += 1;
      const { rows } = await knex.raw(
        `SELECT schemaname, tablename FROM pg_tables WHERE schemaname LIKE 'stage_%'`,
      );
      for (const { schemaname, tablename } of rows) {
        await knex.raw('TRUNCATE ??.??', [schemaname, tablename]);
      }
      await knex
        .raw(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database()`,
        )
        .catch(() => undefined);
    };
    const replica = await start({
      findings: () => async () => {
        if (restarts === 0) await restart();
      },
      render: async function* render(input) {
        if (restarts === 1) await restart();
        yield* renderCounts(input);
      },
    });
    const { run } = await replica.request(q3, false);
    await eventually(async () => {
      const detail = await replica.reader.get(ada, run.number);
      expect(detail.run).toMatchObject({
        state: 'completed',
        violations: VIOLATIONS,
      });
    }, 60_000);
    expect(restarts).toBe(2);
    await entriesOf(replica, run.number);
  });

  it('waits for a mail server that is down, and links a pack that is too large to attach', async () => {
    const { port } = mailbox;
    await mailbox.close();
    const replica = await start({ mail: mail({ port, attachUpTo: 0 }) });
    const { run } = await replica.request(q3);
    await eventually(async () => {
      const { deliveries } = await replica.reader.get(ada, run.number);
      expect(deliveries).toMatchObject([
        { state: 'waiting', problem: expect.stringMatching(/ECONNREFUSED/) },
        { state: 'waiting', problem: expect.stringMatching(/ECONNREFUSED/) },
      ]);
    }, 30_000);
    mailbox = await startMailbox({ port });
    const detail = await ended(replica, run.number);
    expect(detail.run.state).toBe('completed');
    expect(detail.deliveries).toMatchObject([
      { state: 'sent', as: 'link' },
      { state: 'sent', as: 'link' },
    ]);
    expect(mailbox.received).toHaveLength(2);
    expect(mailbox.received[0].text).toBe('');
  });

  it('is erased when its time is over, unless it is held: its hashes stand, and so does what others share', async () => {
    const days = 24 * 3_600_000;
    let now = () => new Date(Date.now() - 3651 * days);
    const clock = () => now();
    const hold = { report: 'access', reason: 'Case 12' };
    const holding = await start({
      clock,
      retention: { erase: true, holds: [hold] },
    });
    const old = await holding.request(q3, false);
    const before = await ended(holding, old.run.number);
    const asked = await holding.inquiryDesk.ask(ada, old.run.number, {
      title: 'Grants',
      sql: 'SELECT count(*) AS grants FROM grants ORDER BY 1',
    });
    await holding.stop();
    now = () => new Date();
    const replica = await start({
      clock,
      retention: { erase: true, holds: [] },
    });
    const young = await replica.request(q3, false);
    await ended(replica, young.run.number);
    const kept = async (number: string) => {
      const { content } = await replica.reader.pack(ada, number);
      let size = 0;
      for await (const chunk of content) size += chunk.length;
      return size;
    };

    await holding.eraser!.look();
    expect(await kept(old.run.number)).toBe(before.pack!.size);

    await replica.eraser!.look();
    await replica.eraser!.look();
    await expect(kept(old.run.number)).rejects.toThrow(
      /evidence of RUN0000001 was erased at .* 3650 days .* its hashes stand/,
    );
    // The snapshots of both are the same bytes, and the young one still rests on them.
    expect(await kept(young.run.number)).toBeGreaterThan(0);
    const [{ id }] = (await replica.reader.get(ada, young.run.number)).evidence;
    const raw = await replica.reader.raw(ada, young.run.number, id);
    for await (const chunk of raw.content)
      expect(chunk.length).toBeGreaterThan(0);
    const rows = (run: { id: string }) =>
      knex('run_rows').where({ run_id: run.id }).distinct('row');
    expect(await rows(old.run)).toEqual([{ row: '' }]);
    expect((await rows(young.run)).length).toBeGreaterThan(VIOLATIONS);
    const entries = await entriesOf(replica, old.run.number);
    expect(entries.at(-1)).toMatchObject({
      type: 'run.erased',
      data: {
        retentionDays: 3650,
        rows: 300 + VIOLATIONS,
        erased: expect.arrayContaining([
          {
            what: 'snapshot',
            name: 'grants',
            sha256: before.evidence[0].sha256,
          },
          { what: 'pack', name: 'RUN0000001', sha256: before.pack!.sha256 },
        ]),
      },
    });
    // What came out of questions goes with what they were asked of, and so do the tables staged for them.
    const { inquiry, rows: shown } = await replica.inquiryReader.get(
      ada,
      asked.inquiry.number,
    );
    expect({ shown, columns: inquiry.result.columns }).toEqual({
      shown: [],
      columns: ['grants'],
    });
    await expect(
      replica.inquiryReader.proof(ada, asked.inquiry.number),
    ).rejects.toThrow(/evidence of RUN0000001 was erased/);
    await expect(
      replica.inquiryDesk.ask(ada, old.run.number, {
        title: 'Again',
        sql: 'SELECT count(*) AS grants FROM grants ORDER BY 1',
      }),
    ).rejects.toThrow(/evidence of RUN0000001 was erased/);
    expect(await knex('staged_runs')).toEqual([]);
    expect(await knex('inquiry_results').distinct('result')).toEqual([
      { result: '' },
    ]);
    // An entity is in the scope of what is kept, and no longer of what is erased.
    expect(await replica.reader.scopeOf(ada, NAMED)).toMatchObject({
      items: [{ report: 'access', run: young.run.number, violations: 0 }],
    });
    expect(await knex('run_entities').where({ run_id: old.run.id })).toEqual(
      [],
    );
    await expect(
      knex('run_entities').where({ run_id: young.run.id }).delete(),
    ).rejects.toThrow(/written once/);
    // Nobody empties the rows of a run that is kept, nor takes an erasure back.
    await expect(
      knex('run_rows').where({ run_id: young.run.id }).update({ row: '' }),
    ).rejects.toThrow(/written once/);
    await expect(knex('run_erasures').delete()).rejects.toThrow(/stays erased/);
  });
});
