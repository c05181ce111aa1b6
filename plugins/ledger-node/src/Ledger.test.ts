import { TestDatabases } from '@backstage/backend-test-utils';
import {
  utf8,
  verifyBundle,
  verifyLeaves,
} from '@countersign/plugin-ledger-common';
import knexFactory, { type Knex } from 'knex';
import { migrate } from './database/migrate';
import type { Ledger } from './Ledger';
import {
  entry,
  makeKeyPair,
  makeSigner,
  openLedger,
  SUBJECT,
} from './__testUtils__/ledgers';
import { seedEntries } from './__testUtils__/seedEntries';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const signer = makeSigner();

async function setUp() {
  const knex = await databases.init('POSTGRES_18');
  return { knex, ledger: await openLedger(knex, signer) };
}

const append = (knex: Knex, ledger: Ledger, n: number, subject?: string) =>
  knex.transaction(trx => ledger.append(trx, entry(n, subject)));

const verify = (ledger: Ledger, file: string) =>
  verifyBundle(utf8(file), { trustedKeys: ledger.verifierKeys() });

describe('Ledger', () => {
  describe('appending', () => {
    it('commits and rolls back with the record it vouches for', async () => {
      const { knex, ledger } = await setUp();
      await knex.schema.createTable('changes', t => t.integer('n').primary());
      const record = (n: number, fail: boolean) =>
        knex.transaction(async trx => {
          await trx('changes').insert({ n });
          await ledger.append(trx, entry(n));
          if (fail) throw new Error('refused');
        });
      await record(1, false);
      await expect(record(2, true)).rejects.toThrow('refused');
      expect(await ledger.sequence()).toBe(1);
      expect(await knex('changes').pluck('n')).toEqual([1]);
      expect(await ledger.entriesOf(SUBJECT)).toMatchObject([
        { index: 0, entry: { data: { n: 1 } } },
      ]);
      expect((await ledger.latestCheckpoint())?.size).toBe(1);
    });

    it('tells what was recorded about since an index, whether or not it has its own yet', async () => {
      const { knex, ledger } = await setUp();
      expect(await ledger.subjectsSince(0)).toEqual({ subjects: [], next: 0 });
      await append(knex, ledger, 1, 'CHG0000001');
      await append(knex, ledger, 2, 'CHG0000002');
      const waiting = await ledger.subjectsSince(0);
      expect(waiting.subjects.sort()).toEqual(['CHG0000001', 'CHG0000002']);
      expect(waiting.next).toBe(0);
      await ledger.sequence();
      expect((await ledger.subjectsSince(0)).next).toBe(2);
      await append(knex, ledger, 3, 'CHG0000003');
      expect(await ledger.subjectsSince(2)).toEqual({
        subjects: ['CHG0000003'],
        next: 2,
      });
    });

    it('shows an entry at once and its index when it has one', async () => {
      const { knex, ledger } = await setUp();
      const { id } = await append(knex, ledger, 1);
      expect(await ledger.entriesOf(SUBJECT)).toMatchObject([
        { index: null, entry: { id, actor: 'user:default/ann' } },
      ]);
      expect(await ledger.waitUntilSequenced(id)).toBe(0);
      expect(await ledger.entriesOf(SUBJECT)).toMatchObject([{ index: 0 }]);
    });

    it('refuses what is not an entry, and keeps the transaction usable', async () => {
      const { knex, ledger } = await setUp();
      await knex.transaction(async trx => {
        await expect(
          ledger.append(trx, { ...entry(1), type: 'Approved!' }),
        ).rejects.toThrow('must be a dotted verb');
        await expect(
          ledger.append(trx, { ...entry(1), data: { when: new Date(0) } }),
        ).rejects.toThrow(
          '$.data.when has no canonical JSON form: not a plain object but Date',
        );
        await expect(
          ledger.append(trx, { ...entry(1), data: 'x'.repeat(2 ** 20) }),
        ).rejects.toThrow('record its digest');
        await ledger.append(trx, entry(2));
      });
      expect(await ledger.sequence()).toBe(1);
    });

    it('records an id once', async () => {
      const { knex, ledger } = await setUp();
      const id = '6f6f7a3e-6f3c-4b5e-9a51-0c7f0d7d9a11';
      const once = () =>
        knex.transaction(trx => ledger.append(trx, { ...entry(1), id }));
      await once();
      await expect(once()).rejects.toMatchObject({
        name: 'ConflictError',
        message:
          'change.updated of CHG0000001 is already in the ledger under this id',
      });
    });

    it('never repeats the content of an entry in an error', async () => {
      const { knex, ledger } = await setUp();
      const failed = knex.transaction(async trx => {
        await trx.raw('SELECT 1/0').catch(() => undefined);
        await ledger.append(trx, { ...entry(1), data: 'a secret' });
      });
      await expect(failed).rejects.toMatchObject({
        name: 'LedgerAppendError',
        code: '25P02',
        message:
          'change.updated of CHG0000001 could not be appended to the ledger (25P02)',
      });
    });

    it('keeps hostile and unusual text as it is', async () => {
      const { knex, ledger } = await setUp();
      const subject = `'; DROP TABLE ledger_entries; -- <script>"日本 ü`;
      const data = { text: `\u0000\u001f\u2028 ${subject} \\u0041 😀`, n: -0 };
      await knex.transaction(trx =>
        ledger.append(trx, { ...entry(1), subject, data }),
      );
      const { ok, proven } = verify(
        ledger,
        await ledger.exportSubject(subject),
      );
      expect(ok).toBe(true);
      expect(proven?.entries[0].entry).toMatchObject({
        subject,
        data: { ...data, n: 0 },
      });
    });
  });

  describe('numbered entries', () => {
    it('show that none was left out', async () => {
      const { knex, ledger } = await setUp();
      for (const n of [1, 2, 3]) {
        await knex.transaction(trx =>
          ledger.append(trx, entry(n), { numbered: true }),
        );
      }
      const { proven } = verify(ledger, await ledger.exportSubject(SUBJECT));
      expect(proven?.completeness).toEqual({
        kind: 'numbered',
        first: 1,
        last: 3,
      });
    });

    it.each([
      ['the right one', 2],
      ['one that is taken', 1],
      ['one that is too high', 5],
    ])('get the next number, whoever expects %s', async (_, expected) => {
      const { knex, ledger } = await setUp();
      const numbers = await knex.transaction(async trx => {
        const first = await ledger.append(trx, entry(1), { numbered: true });
        const second = await ledger.append(trx, entry(2), {
          numbered: true,
          expectedSequence: expected,
        });
        return [first.subjectSequence, second.subjectSequence];
      });
      expect(numbers).toEqual([1, 2]);
      const items = await ledger.entriesOf(SUBJECT);
      expect(items.map(item => item.entry.subjectSequence)).toEqual([1, 2]);
    });

    it('never give a number twice to appends that race without a lock', async () => {
      const { knex, ledger } = await setUp();
      const outcomes = await Promise.allSettled(
        [1, 2, 3, 4].map(n =>
          knex.transaction(trx =>
            ledger.append(trx, entry(n), { numbered: true }),
          ),
        ),
      );
      const items = await ledger.entriesOf(SUBJECT);
      const recorded = outcomes.filter(({ status }) => status === 'fulfilled');
      expect(items.map(item => item.entry.subjectSequence)).toEqual(
        recorded.map((_, i) => i + 1),
      );
      const refusals = outcomes.flatMap(outcome =>
        outcome.status === 'rejected' ? [outcome.reason.message] : [],
      );
      expect(
        refusals.every(message => message.includes('lock the subject')),
      ).toBe(true);
    });
  });

  it('pages through a timeline, newest or oldest first', async () => {
    const { knex, ledger } = await setUp();
    for (let n = 0; n < 5; n++) {
      await append(knex, ledger, n);
      await append(knex, ledger, n, 'CHG0000002');
    }
    const read = async (order: 'asc' | 'desc') => {
      const seen: unknown[] = [];
      let cursor: string | undefined;
      do {
        const page = await ledger.timeline({
          subject: SUBJECT,
          limit: 2,
          order,
          cursor,
        });
        seen.push(...page.items.map(item => item.entry.data));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      return seen;
    };
    const oldestFirst = [0, 1, 2, 3, 4].map(n => ({ n }));
    expect(await read('asc')).toEqual(oldestFirst);
    expect(await read('desc')).toEqual([...oldestFirst].reverse());
    await expect(
      ledger.timeline({ subject: SUBJECT, cursor: "1' OR 1=1" }),
    ).rejects.toThrow('cursor');
    await expect(
      ledger.timeline({ subject: SUBJECT, limit: 0 }),
    ).rejects.toThrow('limit must be 1 to 1000');
  });

  describe('exporting', () => {
    it('sequences first, and proves growth from an older checkpoint', async () => {
      const { knex, ledger } = await setUp();
      await append(knex, ledger, 1);
      await ledger.sequence();
      const older = (await ledger.latestCheckpoint())?.note ?? '';
      await append(knex, ledger, 2);
      await append(knex, ledger, 3, 'CHG0000002');
      const file = await ledger.exportSubject(SUBJECT, {
        olderCheckpoint: older,
      });
      const { ok, proven } = verifyBundle(utf8(file), {
        trustedKeys: ledger.verifierKeys(),
        knownCheckpoint: older,
      });
      expect(ok).toBe(true);
      expect(proven).toMatchObject({
        treeSize: 3,
        consistentWith: { treeSize: 1 },
        entries: [
          { index: 0, entry: { data: { n: 1 } } },
          { index: 1, entry: { data: { n: 2 } } },
        ],
      });
    });

    it('keeps to the time that was asked for', async () => {
      const { knex, ledger } = await setUp();
      for (const day of ['01', '02', '03']) {
        await knex.transaction(trx =>
          ledger.append(trx, {
            ...entry(1),
            occurredAt: `2026-01-${day}T00:00:00.000Z`,
          }),
        );
      }
      const file = await ledger.exportSubject(SUBJECT, {
        since: '2026-01-02T02:00:00+02:00',
        upTo: '2026-01-02T23:59:59.999Z',
      });
      const { proven } = verify(ledger, file);
      expect(proven?.entries.map(({ index }) => index)).toEqual([1]);
      await expect(
        ledger.exportSubject(SUBJECT, { since: '2027-01-01T00:00:00.000Z' }),
      ).rejects.toThrow('no entry about CHG0000001 in that time');
      await expect(
        ledger.exportSubject(SUBJECT, { since: 'yesterday' }),
      ).rejects.toThrow('since must be an instant');
    });

    it('says what there is not', async () => {
      const { knex, ledger } = await setUp();
      await expect(ledger.exportSubject(SUBJECT)).rejects.toThrow(
        'has no entries yet',
      );
      await append(knex, ledger, 1);
      await expect(ledger.exportSubject('CHG9')).rejects.toThrow(
        'has no entry about CHG9',
      );
      await expect(ledger.exportRange({ first: 1 })).rejects.toThrow(
        'has entries 0 to 0',
      );
      await expect(
        ledger.exportSubject(SUBJECT, { olderCheckpoint: 'forged' }),
      ).rejects.toThrow('The older checkpoint is not one of this log');
    });

    it('proves entries of trees with several stored levels', async () => {
      const { knex, ledger } = await setUp();
      const checkpoints: string[] = [];
      for (const count of [1, 254, 1, 1, 700, 65_000, 1234]) {
        await seedEntries(knex, count);
        await ledger.sequence();
        checkpoints.push((await ledger.latestCheckpoint())?.note ?? '');
      }
      const [last] = checkpoints.slice(-1);
      expect(last.split('\n')[1]).toBe('67191');
      await verifyLeaves(ledger.leaves(), last, {
        trustedKeys: ledger.verifierKeys(),
      });
      for (const olderCheckpoint of checkpoints) {
        expect(
          verify(
            ledger,
            await ledger.exportSubject('CHG0000001', { olderCheckpoint }),
          ).problems,
        ).toEqual([]);
      }
      for (const range of [
        { first: 0, count: 1 },
        { first: 255, count: 2 },
        { first: 65_535, count: 3 },
        { first: 67_190 },
      ]) {
        const { ok, proven } = verify(ledger, await ledger.exportRange(range));
        expect(ok).toBe(true);
        expect(proven?.entries[0].index).toBe(range.first);
      }
      expect(await ledger.audit()).toMatchObject({
        ok: true,
        leaves: 67_191,
        problems: [],
      });
    });
  });

  describe('keys', () => {
    it('keep what a retired key signed, and sign on with the new one', async () => {
      const knex = await databases.init('POSTGRES_18');
      const old = makeKeyPair();
      const before = await openLedger(knex, makeSigner(old.privateKey));
      await append(knex, before, 1);
      await before.sequence();
      const [oldKey] = before.verifierKeys();

      await expect(openLedger(knex, makeSigner())).rejects.toThrow(
        'add the public key that signed it, the former or the next one, to ledger.trustedKeys',
      );
      const after = await openLedger(
        knex,
        makeSigner(undefined, [old.publicKey]),
      );
      const mixed = verify(after, await after.exportSubject(SUBJECT));
      expect(mixed.ok).toBe(true);
      expect(mixed.proven?.signatures).toMatchObject([
        { of: 'bundle', key: after.verifierKeys()[0] },
        { of: 'checkpoint', key: oldKey },
      ]);
      await append(knex, after, 2);
      const { ok, proven } = verify(after, await after.exportSubject(SUBJECT));
      expect(ok).toBe(true);
      expect(proven?.signatures.map(({ key }) => key)).toEqual([
        after.verifierKeys()[0],
        after.verifierKeys()[0],
      ]);
      expect((await after.audit()).ok).toBe(true);
    });

    it('change replica by replica: first all trust the new one, then one after the other signs with it', async () => {
      const knex = await databases.init('POSTGRES_18');
      const [old, next] = [makeKeyPair(), makeKeyPair()];
      const signerOf = (signs: typeof old, trusts?: typeof old) =>
        makeSigner(signs.privateKey, trusts && [trusts.publicKey]);
      const keyOf = async (ledger: Ledger) => {
        const file = await ledger.exportSubject(SUBJECT);
        const { ok, proven } = verify(ledger, file);
        expect(ok).toBe(true);
        return proven?.signatures.find(({ of }) => of === 'checkpoint')?.key;
      };
      const untold = await openLedger(knex, signerOf(old));
      const told = await openLedger(knex, signerOf(old, next));
      await append(knex, untold, 1);
      const [oldKey] = untold.verifierKeys();
      expect(await keyOf(untold)).toBe(oldKey);
      const kept = await untold.exportSubject(SUBJECT);

      const changed = await openLedger(knex, signerOf(next, old));
      await append(knex, told, 2);
      await changed.sequence();
      // Both sign what the other has signed before, in turns.
      expect(await keyOf(changed)).toBe(changed.verifierKeys()[0]);
      await append(knex, changed, 3);
      await told.sequence();
      expect(await keyOf(changed)).toBe(oldKey);
      await append(knex, told, 4);
      await changed.sequence();

      // One that was not told signs nothing on top of it, and what it appends is signed by the others.
      await append(knex, untold, 5);
      await expect(untold.sequence()).rejects.toThrow(
        'add the public key that signed it, the former or the next one, to ledger.trustedKeys',
      );
      expect(await changed.sequence()).toBe(1);
      expect((await changed.audit()).ok).toBe(true);
      // Whoever holds a bundle of before and the former key needs no new one.
      expect(
        verifyBundle(utf8(kept), { trustedKeys: [oldKey] }).problems,
      ).toEqual([]);
    });

    it('keep one log from going on under another name', async () => {
      const { knex, ledger } = await setUp();
      await append(knex, ledger, 1);
      await ledger.sequence();
      await expect(
        openLedger(knex, signer, 'example.com/other'),
      ).rejects.toThrow(
        'the log example.com/changes, not of example.com/other',
      );
    });
  });

  describe('its tables', () => {
    it.each([
      `UPDATE ledger_entries SET leaf = 'forged'`,
      `UPDATE ledger_entries SET leaf = 'forged' WHERE false`,
      'DELETE FROM ledger_entries',
      'TRUNCATE ledger_entries',
      'UPDATE ledger_leaves SET index = index + 1',
      'DELETE FROM ledger_leaves',
      'DELETE FROM ledger_nodes',
      'TRUNCATE ledger_checkpoints',
      `UPDATE ledger_checkpoints SET note = 'forged'`,
      `SET session_replication_role = replica; DELETE FROM ledger_entries`,
    ])('refuse %s', async statement => {
      const { knex, ledger } = await setUp();
      await append(knex, ledger, 1);
      await ledger.sequence();
      await expect(knex.raw(statement)).rejects.toThrow('is append-only');
      expect((await ledger.audit()).ok).toBe(true);
    });

    it('are made once, also by replicas that start together', async () => {
      const knex = await databases.init('POSTGRES_18');
      await Promise.all([1, 2, 3, 4].map(() => openLedger(knex, signer)));
      await knex.migrate.rollback({
        directory: `${__dirname}/../migrations`,
        tableName: 'ledger_knex_migrations',
      });
      expect(await knex.schema.hasTable('ledger_entries')).toBe(false);
      await migrate(knex);
      expect(await knex.schema.hasTable('ledger_entries')).toBe(true);
    });

    it('stand in the schema of the plugin, beside those of others', async () => {
      const shared = await databases.init('POSTGRES_18');
      const open = async (schema: string) => {
        await shared.raw('CREATE SCHEMA ??', [schema]);
        const knex = knexFactory({
          ...shared.client.config,
          searchPath: [schema],
        });
        const ledger = await openLedger(knex, signer, `example.com/${schema}`);
        return { knex, ledger };
      };
      const one = await open('one');
      const two = await open('two');
      try {
        await append(one.knex, one.ledger, 1);
        await append(two.knex, two.ledger, 2);
        for (const { ledger } of [one, two]) {
          const { ok, proven } = verify(
            ledger,
            await ledger.exportSubject(SUBJECT),
          );
          expect(ok).toBe(true);
          expect(proven).toMatchObject({ origin: ledger.origin, treeSize: 1 });
        }
      } finally {
        await one.knex.destroy();
        await two.knex.destroy();
      }
    });
  });
});
