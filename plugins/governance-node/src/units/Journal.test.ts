import { generateKeyPairSync } from 'crypto';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { defineEntries } from '@countersign/plugin-governance-common';
import { createLedgerSigner, Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { z } from 'zod';
import { Caller, pluginCaller } from '../access/Caller';
import { migrateShared } from '../database/openDatabase';
import { entryEvent } from '../outbox/messages';
import { Journal, UnitExtension } from './Journal';
import { RecordKeeper, Unit } from './Unit';

jest.setTimeout(240_000);

const entries = defineEntries({
  'drill.opened': z.object({ title: z.string() }),
  'drill.ended': z.object({ passed: z.boolean() }),
});
type Entries = typeof entries.schemas;

const dana: Caller = { kind: 'user', ref: 'user:default/dana' };

describe('Journal', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const woken = jest.fn();
  let knex: Knex;
  let ledger: Ledger;
  let journal: Journal<Entries>;

  const options = () => ({
    knex,
    ledger,
    entries,
    foundOnRetry: ['drills_title'],
    onMessages: woken,
    eventOf: (entry: Parameters<typeof entryEvent>[0]) =>
      entryEvent(entry, { topic: 'drills', pluginId: 'drills' }),
  });

  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    await migrateShared(knex);
    await knex.schema.createTable('drills', table => {
      table.increments('id');
      table.string('title').unique('drills_title');
    });
    const signingKey = generateKeyPairSync('ed25519')
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString();
    ledger = await Ledger.create({
      database: mockServices.database({ knex }),
      origin: 'test/drills',
      signer: createLedgerSigner(
        mockServices.rootConfig({ data: { ledger: { signingKey } } }),
      ),
      logger: mockServices.logger.mock(),
    });
    journal = new Journal<Entries>(options());
  });
  beforeEach(async () => {
    jest.clearAllMocks();
    await knex('drills').delete();
    await knex('outbox').delete();
  });

  /** Opens a drill, and tells of it. */
  const open = (title: string) => async (unit: Unit<Entries>) => {
    const [{ id }] = await unit.trx('drills').insert({ title }).returning('id');
    await unit.record('drill.opened', `DRL${id}`, { title });
    unit.refetch('drills:all');
    unit.refetch('drills:all');
    return id as number;
  };
  const subjects = async () => {
    const { items } = await ledger.timeline({ subject: 'DRL1' });
    return items;
  };
  const kinds = async () =>
    (await knex('outbox').orderBy('id')).map(m => m.kind);

  it('keeps the record, its entry and its messages, or none of them', async () => {
    const id = await journal.run(dana, open('Lose a zone'));
    const [{ entry }] = await ledger.entriesOf(`DRL${id}`);
    expect(entry).toMatchObject({
      type: 'drill.opened',
      actor: dana.ref,
      subjectSequence: 1,
      data: { title: 'Lose a zone' },
    });
    expect(await kinds()).toEqual(['event', 'signal']);
    expect(woken).toHaveBeenCalledTimes(1);

    const before = await subjects();
    await expect(
      journal.run(dana, async unit => {
        await open('Lose a region')(unit);
        throw new Error('No such region');
      }),
    ).rejects.toThrow('No such region');
    expect(await knex('drills').select('title')).toEqual([
      { title: 'Lose a zone' },
    ]);
    expect(await subjects()).toEqual(before);
    expect(await kinds()).toEqual(['event', 'signal']);
    expect(woken).toHaveBeenCalledTimes(1);
  });

  it('refuses an entry that does not fit its type, and so the record', async () => {
    await expect(
      journal.run(dana, async unit => {
        await unit.trx('drills').insert({ title: 'Odd' });
        await unit.record('drill.ended', 'DRL7', {
          passed: 'perhaps' as unknown as boolean,
        });
      }),
    ).rejects.toThrow('drill.ended is malformed');
    expect(await knex('drills')).toEqual([]);
  });

  it('does what comes again under a key once, and answers with what stands there then', async () => {
    const ask = (title = 'Lose a zone', key = 'k1') =>
      journal.idempotent(
        dana,
        key,
        async unit => ({ id: await open(title)(unit), title }),
        {
          request: { title },
          keep: ({ id }) => String(id),
          again: (unit, id) =>
            unit.trx('drills').where({ id }).first('id', 'title'),
        },
      );
    const all = await Promise.all([ask(), ask(), ask()]);
    const [{ id }] = all;
    expect(all).toEqual(Array(3).fill({ id, title: 'Lose a zone' }));
    expect(await knex('drills')).toHaveLength(1);
    expect(await kinds()).toEqual(['event', 'signal']);

    await knex('drills').where({ id }).update({ title: 'Lose two zones' });
    expect(await ask()).toEqual({ id, title: 'Lose two zones' });
    await expect(ask('Lose a region')).rejects.toMatchObject({
      name: 'ConflictError',
      problems: [{ field: 'Idempotency-Key' }],
    });
    // Another person's key is another key.
    await knex('drills').delete();
    await journal.idempotent(
      { kind: 'user', ref: 'user:default/owen' },
      'k1',
      open('Lose a region'),
      { request: 1, keep: String, again: async (_, kept) => Number(kept) },
    );
    expect(await knex('drills')).toHaveLength(1);
  });

  it('keeps no key of what was refused', async () => {
    const ask = (allowed: boolean) =>
      journal.idempotent(
        dana,
        'refused',
        async unit => {
          if (!allowed) throw new Error('Not yet');
          return open('Lose a zone')(unit);
        },
        { request: 1, keep: String, again: async (_, kept) => Number(kept) },
      );
    await expect(ask(false)).rejects.toThrow('Not yet');
    const id = await ask(true);
    expect(await ask(true)).toBe(id);
  });

  it('runs again what lost against another transaction', async () => {
    let attempts = 0;
    await journal.run(dana, open('Lose a zone'));
    const found = await journal.run(dana, async unit => {
      attempts += 1;
      if (attempts > 1) return 'found';
      await unit.trx('drills').insert({ title: 'Lose a zone' });
      return 'opened twice';
    });
    expect([found, attempts]).toEqual(['found', 2]);
  });

  it('says for whom it works, and through whom', async () => {
    const subject = 'DRL-as';
    await journal.run(pluginCaller('drills'), async unit => {
      await unit.record('drill.ended', subject, { passed: true });
      const assisted = unit.as({ ...dana, via: 'plugin:mcp-actions' });
      await assisted.record('drill.ended', subject, { passed: false });
      expect(await unit.entries(subject)).toHaveLength(2);
    });
    const recorded = await ledger.entriesOf(subject);
    expect(recorded.map(({ entry }) => [entry.actor, entry.data])).toEqual([
      ['plugin:drills', { passed: true }],
      [dana.ref, { passed: false, via: 'plugin:mcp-actions' }],
    ]);
  });

  it('writes along with its entries what nothing else looks at, or neither', async () => {
    const noting = (title: string) =>
      journal.run(dana, async unit => {
        await unit.record('drill.ended', 'DRL-along', { passed: true });
        unit.along(() => unit.trx('drills').insert({ title }));
      });
    await noting('Lose a zone');
    expect(await knex('drills').pluck('title')).toEqual(['Lose a zone']);
    await knex.raw(
      'ALTER TABLE drills ADD CONSTRAINT short CHECK (length(title) < 20)',
    );
    const refused = noting('A title longer than it may be');
    await expect(
      refused.finally(() =>
        knex.raw('ALTER TABLE drills DROP CONSTRAINT short'),
      ),
    ).rejects.toThrow('short');
    expect(await ledger.entriesOf('DRL-along')).toHaveLength(1);
  });

  it.each([
    ['knows', (last: number) => last + 1],
    ['is wrong about', (last: number) => last + 5],
    ['does not know', () => undefined],
  ])(
    'keeps the number of the last entry where the area %s the next',
    async (what, next) => {
      const subject = `DRL ${what}`;
      class LastNumber implements RecordKeeper {
        last = 1;
        fold() {}
        nextSequence() {
          return next(this.last);
        }
        counted(_: string, sequence: number) {
          this.last = sequence;
        }
        async save(trx: Knex.Transaction) {
          const title = `${subject} ${this.last}`;
          await trx('drills').insert({ id: 1, title }).onConflict('id').merge();
        }
      }
      interface KeepingUnit extends Unit<Entries> {
        lastNumber(): number;
      }
      const keeping = new Journal<Entries, KeepingUnit, LastNumber>(options(), {
        keeper: () => new LastNumber(),
        extend: (_, keeper) => ({ lastNumber: () => keeper.last }),
      });
      await journal.run(dana, unit =>
        unit.record('drill.opened', subject, { title: 'Lose a zone' }),
      );
      await keeping.run(dana, async unit => {
        await unit.record('drill.ended', subject, { passed: false });
        await unit.record('drill.ended', subject, { passed: true });
      });
      const written = await ledger.entriesOf(subject);
      expect(written.map(({ entry }) => entry.subjectSequence)).toEqual([
        1, 2, 3,
      ]);
      expect(await knex('drills').pluck('title')).toEqual([`${subject} 3`]);
    },
  );

  it('has an area keep what it makes of its entries, in the same transaction', async () => {
    interface DrillUnit extends Unit<Entries> {
      endedSoFar(): number;
    }
    class Tally implements RecordKeeper {
      ended = 0;
      fold() {
        this.ended += 1;
      }
      nextSequence() {
        return undefined;
      }
      counted() {}
      async save(trx: Knex.Transaction) {
        await trx('drills').insert({ title: `${this.ended} ended` });
      }
    }
    const extension: UnitExtension<Entries, DrillUnit, Tally> = {
      keeper: () => new Tally(),
      extend: (_, tally) => ({ endedSoFar: () => tally.ended }),
    };
    const counting = new Journal<Entries, DrillUnit, Tally>(
      options(),
      extension,
    );
    const counted = await counting.run(dana, async unit => {
      await unit.record('drill.ended', 'DRL-kept', { passed: true });
      const other = unit.as(pluginCaller('drills'));
      await other.record('drill.ended', 'DRL-kept', { passed: true });
      return other.endedSoFar();
    });
    expect(counted).toBe(2);
    expect(await knex('drills').select('title')).toEqual([
      { title: '2 ended' },
    ]);
  });
});
