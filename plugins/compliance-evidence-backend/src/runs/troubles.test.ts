import { createHash } from 'crypto';
import { NotFoundError } from '@backstage/errors';
import {
  KeepingVerb,
  SCHEDULED_RUNS,
} from '@countersign/plugin-compliance-evidence-common';
import { Caller, pluginCaller } from '@countersign/plugin-governance-node';
import {
  eventually,
  startMailbox,
} from '@countersign/plugin-governance-test-utils';
import { RunRight } from '../access';
import { filesOf } from '../__testUtils__/filesOf';
import { openFindings } from '../__testUtils__/openFindings';
import { ada } from '../__testUtils__/replica';
import { NAMED, VIOLATIONS } from '../__testUtils__/reportFolder';
import { useRunBench } from '../__testUtils__/runBench';
import { renderCounts } from '../__testUtils__/runsOver';
import { LocalFolderStore } from '../store/LocalFolderStore';

jest.setTimeout(120_000);

const q3 = { quarter: '2026Q3' };

/** The digest of what is kept, as records name it. */
async function digestOf(content: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of content) hash.update(chunk);
  return `sha256:${hash.digest('hex')}`;
}

/** As a file system that is full answers in the middle of a file. */
async function* noSpace(): AsyncIterable<Uint8Array> {
  yield Buffer.from('a part of it');
  throw Object.assign(new Error('ENOSPC: no space left on device, write'), {
    code: 'ENOSPC',
  });
}

describe('a run in trouble', () => {
  const bench = useRunBench();
  const { start, ended, entriesOf } = bench;
  const mail = (more: object = {}) => bench.mail({ attempts: 12, ...more });

  it('has one incident, which is declared when that is possible again', async () => {
    bench.tickets.state.isDown = true;
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
    // It is on its way to nobody: looked for at any time, there is nothing due.
    expect(
      await bench.knex('run_troubles').select('incident', 'next_attempt_at'),
    ).toEqual([{ incident: 'INC0000007', next_attempt_at: null }]);
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
      bench
        .knex('findings')
        .where({ question: SCHEDULED_RUNS })
        .select('state', 'last_seen_run', 'absent_run', 'facts');

    bench.tickets.state.isDown = true;
    const first = await scheduled('2026-10-02');
    bench.tickets.state.isDown = false;
    const second = await scheduled('2026-10-03');
    expect(await missed()).toMatchObject([
      {
        state: 'open',
        last_seen_run: second.run.number,
        facts: {
          title: expect.stringContaining('2026-10-02 06:00 UTC'),
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
    // The page of an entity asks which runs had it in scope.
    const looked = async (entityRef: string) => {
      const { items } = await replica.reader.list(ada, {
        entityRef: [entityRef],
        limit: 10,
      });
      return items.map(({ number }) => number).sort();
    };
    expect(await looked('component:default/ledger')).toEqual([
      first.run.number,
      second.run.number,
      third.run.number,
    ]);
    expect(await looked('component:default/commerce')).toEqual([]);
  });

  it('says that the store is full, keeps nothing half, and goes on when there is room', async () => {
    const inner = new LocalFolderStore(bench.folder.store);
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
    expect(await filesOf(bench.folder.store)).toEqual([]);
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
      const { rows } = await bench.knex.raw(
        `SELECT schemaname, tablename FROM pg_tables WHERE schemaname LIKE 'stage_%'`,
      );
      for (const { schemaname, tablename } of rows) {
        await bench.knex.raw('TRUNCATE ??.??', [schemaname, tablename]);
      }
      await bench.knex
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
    const { port } = bench.mailbox;
    await bench.mailbox.close();
    const replica = await start({ mail: mail({ port, attachUpTo: 0 }) });
    const { run } = await replica.request(q3);
    await eventually(async () => {
      const { deliveries } = await replica.reader.get(ada, run.number);
      expect(deliveries).toMatchObject([
        { state: 'waiting', problem: expect.stringMatching(/ECONNREFUSED/) },
        { state: 'waiting', problem: expect.stringMatching(/ECONNREFUSED/) },
      ]);
    }, 30_000);
    bench.mailbox = await startMailbox({ port });
    const detail = await ended(replica, run.number);
    expect(detail.run.state).toBe('completed');
    expect(detail.deliveries).toMatchObject([
      { state: 'sent', as: 'link' },
      { state: 'sent', as: 'link' },
    ]);
    expect(bench.mailbox.received).toHaveLength(2);
    for (const { attachments, text } of bench.mailbox.received) {
      expect(attachments).toEqual([]);
      expect(text).toMatch(
        new RegExp(
          `Fetch it from the page of the run\\.\\n\\S+/${run.number}\\n`,
        ),
      );
    }
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
    const byHand = await holding.inquiryDesk.shadow(ada, old.run.number, {
      question: 'grants-without-ticket',
      columns: { grant_id: 'Grant' },
      file: {
        name: 'by-hand.csv',
        content: Buffer.from('Grant\nG0001\n').toString('base64'),
      },
    });
    bench.tickets.state.isDown = true;
    const broken = await holding.request(q3, false);
    expect((await ended(holding, broken.run.number)).run.state).toBe('failed');
    bench.tickets.state.isDown = false;
    await holding.stop();
    now = () => new Date();
    const patient = await start({
      clock,
      retention: { erase: false, holds: [] },
    });
    const replica = await start({
      clock,
      retention: { erase: true, holds: [] },
    });
    const young = await replica.request(q3, false);
    const later = await ended(replica, young.run.number);
    const kept = async (number: string) => {
      const { content } = await replica.reader.pack(ada, number);
      return digestOf(content);
    };

    for (const { eraser } of [holding, patient]) {
      await eraser.look();
      expect(await kept(old.run.number)).toBe(before.pack!.sha256);
    }
    await patient.stop();

    await replica.eraser.look();
    await replica.eraser.look();
    await expect(kept(old.run.number)).rejects.toThrow(
      /evidence of RUN0000001 was erased at .* 3650 days .* its hashes stand/,
    );
    // What a run took before it failed is kept no longer than what others rest on.
    const erasures = await bench.knex('run_erasures').select('run_id');
    expect(erasures.map(({ run_id }) => run_id).sort()).toEqual(
      [old.run.id, broken.run.id].sort(),
    );
    // The snapshots of both are the same bytes, and the young one still rests on them.
    expect(await kept(young.run.number)).toBe(later.pack!.sha256);
    const shared = before.evidence.map(({ sha256 }) => sha256);
    expect(later.evidence.map(({ sha256 }) => sha256)).toEqual(shared);
    for (const { id, sha256 } of later.evidence) {
      const raw = await replica.reader.raw(ada, young.run.number, id);
      expect(await digestOf(raw.content)).toBe(sha256);
    }
    const rows = (run: { id: string }) =>
      bench.knex('run_rows').where({ run_id: run.id }).distinct('row');
    expect(await rows(old.run)).toEqual([{ row: '' }]);
    expect((await rows(young.run)).length).toBeGreaterThan(VIOLATIONS);
    const entries = await entriesOf(replica, old.run.number);
    expect(entries.at(-1)).toMatchObject({
      type: 'run.erased',
      data: {
        retentionDays: 3650,
        rows: 300 + VIOLATIONS,
        erased: [
          ...before.evidence.map(({ source, sha256 }) => ({
            ...{ what: 'snapshot', name: source, sha256 },
          })),
          ...before.questions.map(({ name, sha256 }) => ({
            ...{ what: 'answer', name, sha256 },
          })),
          ...before.artefacts.map(({ path, sha256 }) => ({
            ...{ what: 'artifact', name: path, sha256 },
          })),
          { what: 'pack', name: 'RUN0000001', sha256: before.pack!.sha256 },
        ],
      },
    });
    expect(before.artefacts).not.toEqual([]);
    // What came out of questions goes with what they were asked of, and so do the tables staged for them.
    const { inquiry, rows: shown } = await replica.inquiryReader.get(
      ada,
      asked.inquiry.number,
    );
    expect({ shown, columns: inquiry.result.columns }).toEqual({
      shown: [],
      columns: ['grants'],
    });
    for (const { number } of [asked.inquiry, byHand.inquiry]) {
      await expect(replica.inquiryReader.proof(ada, number)).rejects.toThrow(
        /evidence of RUN0000001 was erased/,
      );
    }
    await expect(
      replica.inquiryDesk.ask(ada, old.run.number, {
        title: 'Again',
        sql: 'SELECT count(*) AS grants FROM grants ORDER BY 1',
      }),
    ).rejects.toThrow(/evidence of RUN0000001 was erased/);
    expect(
      await bench.knex('staged_runs').where({ run_id: old.run.id }),
    ).toEqual([]);
    expect(
      await bench.knex('inquiry_results').distinct('result', 'hand_table'),
    ).toEqual([{ result: '', hand_table: null }]);
    // An entity is in the scope of what is kept, and no longer of what is erased.
    expect(await replica.reader.scopeOf(ada, NAMED)).toMatchObject([
      { report: 'access', run: young.run.number, violations: 0 },
    ]);
    const entitiesOf = (run: { id: string }) =>
      bench.knex('run_entities').where({ run_id: run.id });
    expect(await entitiesOf(old.run)).toEqual([]);
    await expect(entitiesOf(young.run).delete()).rejects.toThrow(
      /written once/,
    );
    // Nobody empties the rows of a run that is kept, nor takes an erasure back.
    await expect(
      bench
        .knex('run_rows')
        .where({ run_id: young.run.id })
        .update({ row: '' }),
    ).rejects.toThrow(/written once/);
    await expect(bench.knex('run_erasures').delete()).rejects.toThrow(
      /stays erased/,
    );
  });

  it('is erased before its time by two people, with a reason and against no hold, which the database holds up too', async () => {
    const replica = await start();
    const { run } = await replica.request(q3, false);
    const before = await ended(replica, run.number);
    const { id } = run;
    const ben: Caller = { kind: 'user', ref: 'user:default/ben' };
    const decide = async (
      caller: Caller,
      verb: KeepingVerb,
      number = run.number,
    ) => {
      const { run: read } = await replica.reader.get(ada, number);
      return replica.keepingDesk.act(caller, number, verb, {
        version: read.version,
        reason: `Case 12: ${verb}`,
      });
    };
    const guardOf = (work: Promise<unknown>) =>
      work.then(
        () => 'allowed',
        error => error.guard ?? error.message,
      );
    const erasedByHand = () =>
      bench.knex('run_erasures').insert({
        run_id: id,
        retention_days: 3650,
        erased_at: new Date(),
      });

    await expect(erasedByHand()).rejects.toThrow(/by two people only/);
    expect((await decide(ben, 'hold')).keeping.holds).toMatchObject([
      { by: ben.ref, reason: 'Case 12: hold' },
    ]);
    expect(await guardOf(decide(ada, 'ask-erasure'))).toBe('hold');
    await decide(ben, 'release');
    await decide(ada, 'ask-erasure');
    // Whoever owns the report hears of it, but for whoever asked.
    const told = await bench.knex('outbox').where({ kind: 'notification' });
    expect(
      told.filter(({ payload }) =>
        /is to be erased/.test(JSON.stringify(payload)),
      ),
    ).toMatchObject([
      { payload: { recipients: ['group:default/sre'], exclude: [ada.ref] } },
    ]);
    // Decided by how it stood before all of that, it is not decided.
    await expect(
      replica.keepingDesk.act(ben, run.number, 'hold', {
        version: before.run.version,
        reason: 'Case 12',
      }),
    ).rejects.toMatchObject({ name: 'ConflictError' });
    await decide(ben, 'hold');
    expect(await guardOf(decide(ada, 'release'))).toBe('duty');
    expect(await guardOf(decide(ben, 'erase'))).toBe('hold');
    await expect(erasedByHand()).rejects.toThrow(/is held/);
    await decide(ben, 'release');
    expect(await guardOf(decide(ada, 'erase'))).toBe('duty');
    expect(
      await guardOf(decide({ kind: 'service', ref: 'external:ci' }, 'erase')),
    ).toBe('person');
    await expect(
      bench
        .knex('run_erasure_requests')
        .where({ run_id: id })
        .update({ outcome: 'erased', ended_by: ada.ref, ended_at: new Date() }),
    ).rejects.toThrow(/two_people/);

    const { keeping } = await decide(ben, 'erase');
    expect(keeping.erased).toMatchObject({ asked: { by: ada.ref } });
    await expect(replica.reader.pack(ada, run.number)).rejects.toThrow(
      /as user:default\/ada asked and somebody else agreed; its hashes stand/,
    );
    const { key } = before.evidence[0];
    const readAgain = async () => {
      for await (const chunk of replica.store.get(key)) return chunk.length;
      return 0;
    };
    await expect(readAgain()).rejects.toThrow();
    // The same bytes were taken once more: they stay for the run that rests on them, and go with it.
    const { run: later } = await replica.request(q3, false);
    const { evidence } = await ended(replica, later.number);
    expect(evidence[0].key).toBe(key);
    expect(await readAgain()).toBeGreaterThan(0);
    const { run: last } = await replica.request(q3, false);
    await ended(replica, last.number);
    const both = [later.number, last.number];
    for (const number of both) await decide(ben, 'hold', number);
    for (const number of both) {
      // Each hold is lifted by itself.
      await decide(ben, 'release', number);
      expect(await readAgain()).toBeGreaterThan(0);
      await decide(ada, 'ask-erasure', number);
      await decide(ben, 'erase', number);
    }
    await expect(readAgain()).rejects.toThrow();
    expect(await filesOf(bench.folder.store)).toEqual([]);
    expect(await guardOf(decide(ben, 'hold'))).toBe('erased');
    await entriesOf(replica, run.number);
    await expect(
      bench.knex('run_holds').update({ ended_by: null, ended_at: null }),
    ).rejects.toThrow(/stands/);
  });

  it.each<[RunRight, KeepingVerb[]]>([
    ['hold', ['hold', 'release']],
    ['erase', ['ask-erasure', 'decline-erasure', 'erase']],
  ])(
    'is kept as it is by whoever may not %s its evidence',
    async (right, verbs) => {
      const replica = await start({ mayNot: [right] });
      const { run } = await replica.request(q3, false);
      const before = await ended(replica, run.number);
      for (const verb of verbs) {
        await expect(
          replica.keepingDesk.act(ada, run.number, verb, {
            version: before.run.version,
            reason: 'Case 12',
          }),
        ).rejects.toMatchObject({ name: 'NotAllowedError' });
      }
      const after = await replica.reader.get(ada, run.number);
      expect(after.run.version).toBe(before.run.version);
      expect(after.keeping).toEqual(before.keeping);
    },
  );
});
