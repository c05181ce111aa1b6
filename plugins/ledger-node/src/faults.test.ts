import { spawn } from 'child_process';
import { once } from 'events';
import { setTimeout as delay } from 'timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  utf8,
  verifyBundle,
  verifyLeaves,
} from '@countersign/plugin-ledger-common';
import fc from 'fast-check';
import knexFactory, { type Knex } from 'knex';
import type { Ledger } from './Ledger';
import {
  entry,
  makeKeyPair,
  makeSigner,
  openLedger,
  SUBJECT,
} from './__testUtils__/ledgers';
import { seedEntries } from './__testUtils__/seedEntries';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const { privateKey } = makeKeyPair();
const signer = makeSigner(privateKey);

const pools: Knex[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map(pool => pool.destroy()));
});

const REPLICA = 'replica of a test';

/** Another pool on the same database: what another replica has. */
function anotherPool(knex: Knex): Knex {
  const { connection } = knex.client.config;
  const pool = knexFactory({
    ...knex.client.config,
    connection: {
      ...connection,
      // Spelled out: knex hides the password from whoever lists the members.
      password: connection.password,
      application_name: REPLICA,
    },
    pool: { min: 0, max: 10 },
    // What a test breaks on purpose needs no line in its output.
    log: { warn: () => undefined, error: () => undefined },
  });
  pools.push(pool);
  return pool;
}

const append = (knex: Knex, ledger: Ledger, n: number) =>
  knex.transaction(trx => ledger.append(trx, entry(n)));

async function until(condition: () => Promise<boolean>) {
  const deadline = Date.now() + 30_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('it never came to pass');
    await delay(20);
  }
}

/** The log is one, whole, and holds exactly these entries, each once. */
async function expectOneLog(ledger: Ledger, expected: number[]) {
  await ledger.sequence();
  const audit = await ledger.audit();
  expect(audit).toMatchObject({
    ok: true,
    problems: [],
    leaves: expected.length,
  });
  const recorded: unknown[] = [];
  for await (const leaf of ledger.leaves()) {
    recorded.push(JSON.parse(leaf).data.n);
  }
  expect([...recorded].sort()).toEqual([...expected].sort());
}

describe('two replicas', () => {
  it('write one log, however their appends, rollbacks and runs interleave', async () => {
    const knex = await databases.init('POSTGRES_18');
    const replicas = await Promise.all(
      [anotherPool(knex), anotherPool(knex)].map(async pool => ({
        pool,
        ledger: await openLedger(pool, signer),
      })),
    );
    let n = 0;
    const committed: number[] = [];
    const kept: string[] = [];
    const step = fc.record({
      replica: fc.nat(1),
      act: fc.constantFrom('commit', 'commit', 'roll back', 'sequence'),
      holdMs: fc.nat(8),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 14 }),
        async steps => {
          await Promise.all(
            steps.map(async ({ replica, act, holdMs }) => {
              const { pool, ledger } = replicas[replica];
              if (act === 'sequence') {
                await ledger.sequence();
                return;
              }
              n += 1;
              const mine = n;
              const done = pool.transaction(async trx => {
                await ledger.append(trx, entry(mine));
                // Lets transactions commit in another order than they inserted.
                await trx.raw('SELECT pg_sleep(?)', [holdMs / 1000]);
                if (act === 'roll back') throw new Error('rolled back');
              });
              await done.then(
                () => committed.push(mine),
                () => undefined,
              );
            }),
          );
          const checkpoint = await replicas[0].ledger.latestCheckpoint();
          if (checkpoint) kept.push(checkpoint.note);
        },
      ),
      { numRuns: 40 },
    );
    await expectOneLog(replicas[1].ledger, committed);
    for (const knownCheckpoint of kept.filter((_, i) => i % 5 === 0)) {
      const file = await replicas[1].ledger.exportRange(
        { first: 0 },
        { olderCheckpoint: knownCheckpoint },
      );
      expect(
        verifyBundle(utf8(file), {
          trustedKeys: replicas[0].ledger.verifierKeys(),
          knownCheckpoint,
        }).problems,
      ).toEqual([]);
    }
  });

  it('share a queue of many batches without a double index', async () => {
    const knex = await databases.init('POSTGRES_18');
    const ledgers = await Promise.all(
      [1, 2, 3].map(() => openLedger(anotherPool(knex), signer)),
    );
    await seedEntries(knex, 23_000);
    const counts = await Promise.all(ledgers.map(ledger => ledger.sequence()));
    expect(counts.reduce((a, b) => a + b)).toBe(23_000);
    expect(await ledgers[0].audit()).toMatchObject({
      ok: true,
      leaves: 23_000,
    });
  });

  it('find an entry of a transaction that commits long after later ones', async () => {
    const knex = await databases.init('POSTGRES_18');
    const ledger = await openLedger(anotherPool(knex), signer);
    const late = await knex.transaction();
    await ledger.append(late, entry(1));
    await append(anotherPool(knex), ledger, 2);
    expect(await ledger.sequence()).toBe(1);
    await late.commit();
    expect(await ledger.sequence()).toBe(1);
    await expectOneLog(ledger, [1, 2]);
  });
});

describe('a process killed with SIGKILL', () => {
  it.each(['appending', 'signing'])(
    'while %s loses nothing',
    async dieWhile => {
      const knex = await databases.init('POSTGRES_18');
      const { connection } = knex.client.config;
      const child = spawn(
        process.execPath,
        ['--import', 'tsx', require.resolve('./__testUtils__/doomed.ts')],
        {
          cwd: __dirname,
          stdio: ['ignore', 'pipe', 'inherit'],
          env: {
            ...process.env,
            DOOMED: JSON.stringify({
              // Spelled out: knex hides the password from whoever lists the members.
              connection: { ...connection, password: connection.password },
              signingKey: privateKey,
              dieWhile,
            }),
          },
        },
      );
      await once(child.stdout, 'data');
      child.kill('SIGKILL');
      const [, signal] = await once(child, 'exit');
      expect(signal).toBe('SIGKILL');

      const ledger = await openLedger(knex, signer);
      await expectOneLog(ledger, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    },
  );
});

describe('lost connections', () => {
  /** Ends what replicas have open. What a test itself asks goes by another pool: it is to see, not to suffer. */
  const terminateReplicas = (knex: Knex) =>
    knex.raw(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = ?`,
      [REPLICA],
    );

  it('in the middle of appending and sequencing lose and double nothing', async () => {
    const admin = await databases.init('POSTGRES_18');
    const pool = anotherPool(admin);
    const ledger = await openLedger(pool, signer);
    await ledger.start({ scheduleTask: async () => undefined });
    const committed: number[] = [];
    const unsure: number[] = [];
    let appending = true;
    try {
      const writers = [0, 1, 2, 3].map(async writer => {
        for (let i = 0; appending; i++) {
          const n = writer * 1_000_000 + i;
          await append(pool, ledger, n).then(
            () => committed.push(n),
            // The connection may go after the commit and before the answer.
            () => unsure.push(n),
          );
        }
      });
      for (let round = 0; round < 6; round++) {
        const before = committed.length;
        await until(async () => committed.length > before + 20);
        await terminateReplicas(admin);
      }
      appending = false;
      await Promise.all(writers);
      await until(async () => {
        const { rows } = await admin.raw(
          'SELECT count(*)::int AS pending FROM ledger_pending',
        );
        return rows[0].pending === 0;
      });
    } finally {
      appending = false;
      await ledger.stop();
    }
    const recorded = new Set<number>();
    const witness = await openLedger(admin, signer);
    for await (const leaf of witness.leaves()) {
      recorded.add(JSON.parse(leaf).data.n);
    }
    expect(committed.filter(n => !recorded.has(n))).toEqual([]);
    await expectOneLog(witness, [
      ...committed,
      ...unsure.filter(n => recorded.has(n)),
    ]);
  });

  it('are opened again, so that a commit wakes the sequencer as before', async () => {
    const admin = await databases.init('POSTGRES_18');
    const ledger = await openLedger(anotherPool(admin), signer);
    const witness = await openLedger(admin, signer);
    await ledger.start({ scheduleTask: async () => undefined });
    const sequencedBy = (size: number) =>
      until(async () => (await witness.latestCheckpoint())?.size === size);
    try {
      await append(admin, witness, 1);
      await sequencedBy(1);
      await terminateReplicas(admin);
      await append(admin, witness, 2);
      await sequencedBy(2);
    } finally {
      await ledger.stop();
    }
    await append(admin, witness, 3);
    expect((await witness.latestCheckpoint())?.size).toBe(2);
  });

  it('do not end the wait for an index', async () => {
    const admin = await databases.init('POSTGRES_18');
    const pool = anotherPool(admin);
    const ledger = await openLedger(pool, signer);
    const witness = await openLedger(admin, signer);
    const { id } = await append(admin, witness, 1);
    // Its next query meets a connection that is gone, and nobody has said so yet.
    const ask = pool.client.query.bind(pool.client);
    let lost = 0;
    pool.client.query = async (...query: unknown[]) => {
      if (lost === 0) {
        lost += 1;
        throw new Error('Connection terminated unexpectedly');
      }
      return ask(...query);
    };
    expect(await ledger.waitUntilSequenced(id)).toBe(0);
    expect(lost).toBe(1);
  });
});

describe('a running ledger', () => {
  it('sequences its own entries as they are committed, those of a nested transaction too', async () => {
    const knex = await databases.init('POSTGRES_18');
    const ledger = await openLedger(knex, signer);
    await ledger.start({ scheduleTask: async () => undefined });
    const sequenced = (size: number) =>
      until(async () => (await ledger.latestCheckpoint())?.size === size);
    try {
      await append(knex, ledger, 1);
      await sequenced(1);
      await knex.transaction(async outer => {
        await outer.transaction(inner => ledger.append(inner, entry(2)));
        // Nothing is to be seen before the outermost commit.
        expect(await ledger.sequence()).toBe(0);
      });
      await sequenced(2);
      await knex
        .transaction(async trx => {
          await ledger.append(trx, entry(3));
          throw new Error('rolled back');
        })
        .catch(() => undefined);
      await append(knex, ledger, 4);
      await sequenced(3);
    } finally {
      await ledger.stop();
    }
  });
});

describe('the scheduler', () => {
  it('sequences what no notification told of', async () => {
    const knex = await databases.init('POSTGRES_18');
    const ledger = await openLedger(knex, signer);
    await append(knex, ledger, 1);
    const tasks: Array<() => Promise<void>> = [];
    await ledger.start({
      scheduleTask: async ({ fn }) => {
        tasks.push(() => Promise.resolve(fn(new AbortController().signal)));
      },
    });
    try {
      await until(async () => (await ledger.latestCheckpoint())?.size === 1);
      await seedEntries(knex, 1);
      await tasks[0]();
      await until(async () => (await ledger.latestCheckpoint())?.size === 2);
      expect(await ledger.audit()).toMatchObject({ ok: true, leaves: 2 });
    } finally {
      await ledger.stop();
    }
  });
});

describe('tampering with all rights on the database', () => {
  async function tamper(statement: string) {
    const knex = await databases.init('POSTGRES_18');
    const ledger = await openLedger(knex, signer);
    for (const n of [1, 2, 3]) {
      await append(knex, ledger, n);
    }
    await ledger.sequence();
    const checkpoint = (await ledger.latestCheckpoint())?.note ?? '';
    for (const table of ['entries', 'leaves', 'nodes', 'checkpoints']) {
      await knex.raw(`ALTER TABLE ledger_${table} DISABLE TRIGGER ALL`);
    }
    await knex.raw(statement);
    return { knex, ledger, checkpoint };
  }

  it.each([
    [
      'a byte of an entry',
      `UPDATE ledger_entries SET leaf = replace(leaf, '"n":2', '"n":9')`,
    ],
    [
      'an entry and its hash',
      `UPDATE ledger_entries SET leaf = replace(leaf, '"n":2', '"n":9');
       UPDATE ledger_leaves l SET leaf_hash = sha256('\\x00'::bytea || convert_to(e.leaf, 'UTF8'))
       FROM ledger_entries e WHERE e.seq = l.entry_seq`,
    ],
    [
      'the order of two entries',
      `UPDATE ledger_leaves SET index = 9 WHERE index = 0;
       UPDATE ledger_leaves SET index = 0 WHERE index = 1;
       UPDATE ledger_leaves SET index = 1 WHERE index = 9`,
    ],
    [
      'the number of entries',
      `DELETE FROM ledger_leaves WHERE index = 2; DELETE FROM ledger_entries WHERE seq = 3`,
    ],
  ])('is found when it changes %s', async (_, statement) => {
    const { ledger, checkpoint } = await tamper(statement);
    expect((await ledger.audit()).ok).toBe(false);
    await expect(
      verifyLeaves(ledger.leaves(), checkpoint, {
        trustedKeys: ledger.verifierKeys(),
      }),
    ).rejects.toThrow(/the leaves lead to|of 3 leaves, there are 2/);
    await expect(ledger.exportSubject(SUBJECT)).rejects.toMatchObject({
      name: 'LedgerIntegrityError',
    });
  });

  it('is found when it makes an entry no entry', async () => {
    const { ledger } = await tamper(
      `UPDATE ledger_entries SET leaf = left(leaf, 20) WHERE seq = 2`,
    );
    expect((await ledger.audit()).problems).toContain(
      'Leaf 1 is not the canonical form of an entry',
    );
    await expect(ledger.exportSubject(SUBJECT)).rejects.toMatchObject({
      name: 'LedgerIntegrityError',
    });
  });

  it('is found when it files an entry under another subject, where nobody looks for it', async () => {
    const { ledger } = await tamper(
      `UPDATE ledger_entries SET subject = 'CHG9999999' WHERE seq = 2`,
    );
    expect(await ledger.audit()).toMatchObject({
      ok: false,
      problems: [
        expect.stringMatching(/^Leaf 1 is filed as .* of CHG9999999 /),
      ],
    });
  });

  it('of the tree makes the sequencer refuse its signature', async () => {
    const { knex, ledger } = await tamper(
      `UPDATE ledger_leaves SET leaf_hash = sha256('forged') WHERE index = 1`,
    );
    await append(knex, ledger, 4);
    await expect(ledger.sequence()).rejects.toThrow(
      'is not the one of its latest checkpoint (3 leaves)',
    );
    expect((await ledger.latestCheckpoint())?.size).toBe(3);
  });

  it('of a checkpoint is found at the next start', async () => {
    const { knex } = await tamper(
      `UPDATE ledger_checkpoints SET note = replace(note, E'\\n3\\n', E'\\n2\\n')`,
    );
    await expect(openLedger(knex, signer)).rejects.toThrow(
      'the note or the signature was changed',
    );
  });

  it('of the queue is found by an audit', async () => {
    const { knex, ledger } = await tamper('SELECT 1');
    await append(knex, ledger, 4);
    await knex.raw('DELETE FROM ledger_pending');
    expect((await ledger.audit()).problems).toEqual([
      expect.stringContaining(
        '1 entries are neither in the tree nor waiting for it',
      ),
    ]);
  });
});
