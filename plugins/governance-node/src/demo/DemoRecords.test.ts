import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { CmdbService } from '@countersign/plugin-cmdb-node';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { Knex } from 'knex';
import { DemoState } from './demoProgress';
import { DemoRecords, DemoRecordsOptions } from './DemoRecords';

jest.setTimeout(240_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const kim: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'kim', namespace: 'default' },
  spec: {},
  relations: [{ type: 'memberOf', targetRef: 'group:default/boats' }],
};

function cmdbOf(...entities: Entity[]): CmdbService {
  const graph = CmdbGraph.from(entities);
  return {
    graph: async () => graph,
    refresh: async () => graph,
    item: async ref => graph.item(ref),
    items: async refs => refs.map(ref => graph.item(ref)),
    exists: async ref => graph.item(ref) !== undefined,
  };
}

/** Boats, of which two are made. */
async function emptyHarbor() {
  const knex = await databases.init('POSTGRES_18');
  await knex.schema.createTable('boats', table => {
    table.text('name');
  });
  const said: DemoState[] = [];
  const logger = mockServices.logger.mock();
  const records = (options: Partial<DemoRecordsOptions<number>> = {}) =>
    new DemoRecords({
      area: 'boats',
      knex,
      cmdb: cmdbOf(kim),
      logger,
      progress: { report: (_, state) => said.push(state), all: () => ({}) },
      needs: () => ['user:default/kim'],
      exist: async db => (await boatsIn(db)).length > 0,
      make: async (trx, { onProgress }) => {
        for (const [i, name] of ['Ada', 'Bea'].entries()) {
          await trx('boats').insert({ name });
          onProgress(i + 1, 2);
        }
        return 2;
      },
      ...options,
    });
  return { knex, said, logger, records };
}

async function boatsIn(db: Knex): Promise<string[]> {
  return db('boats').orderBy('name').pluck('name');
}

describe('DemoRecords', () => {
  it('are made once however many replicas start, and say how far they are', async () => {
    const { knex, said, records } = await emptyHarbor();
    const onMade = jest.fn();
    const made = await Promise.all([
      records({ onMade }).make(),
      records({ onMade }).make(),
    ]);
    expect(made.sort()).toEqual([2, undefined]);
    expect(onMade.mock.calls).toEqual([[2]]);
    expect(await boatsIn(knex)).toEqual(['Ada', 'Bea']);
    expect(said).toEqual(
      expect.arrayContaining([
        { state: 'making', done: 1, of: 2 },
        { state: 'made' },
      ]),
    );
    expect(said.at(-1)).toEqual({ state: 'made' });
  });

  it('leave nothing when they are cut off, and are made anew', async () => {
    const { knex, said, logger, records } = await emptyHarbor();
    const cutOff = records({
      make: async trx => {
        await trx('boats').insert({ name: 'Ada' });
        const { rows } = await trx.raw('SELECT pg_backend_pid() AS pid');
        await knex.raw('SELECT pg_terminate_backend(?)', [rows[0].pid]);
        await trx('boats').insert({ name: 'Bea' });
        return 2;
      },
    });
    cutOff.start();
    await eventually(() => expect(said.at(-1)?.state).toBe('none'));
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('the next start tries again'),
    );
    expect(await boatsIn(knex)).toEqual([]);
    await expect(records().make()).resolves.toBe(2);
    expect(await boatsIn(knex)).toEqual(['Ada', 'Bea']);
  });

  it('wait for what the stories name, and stop when the portal does', async () => {
    const { knex, said, logger, records } = await emptyHarbor();
    let isAsked = () => {};
    const asked = new Promise<void>(resolve => {
      isAsked = resolve;
    });
    const empty = cmdbOf();
    const waiting = records({
      cmdb: {
        ...empty,
        refresh: async () => {
          isAsked();
          return empty.refresh();
        },
      },
    });
    waiting.start();
    await asked;
    await waiting.stop();
    expect(said.at(-1)).toEqual({
      state: 'waiting',
      for: 'user:default/kim to be in the catalog',
    });
    expect(logger.warn).not.toHaveBeenCalled();
    expect(await boatsIn(knex)).toEqual([]);
  });

  it('wait for the records of another area, also while it does not answer yet', async () => {
    const { knex, said, records } = await emptyHarbor();
    const answers = [
      async () => Promise.reject(new Error('It starts')),
      async () => 'the harbor to be built',
    ];
    records({ waitsFor: async () => answers.shift()?.() }).start();
    await eventually(() => expect(said.at(-1)?.state).toBe('made'));
    expect(said).toEqual(
      expect.arrayContaining([
        { state: 'waiting', for: 'another area to answer' },
        { state: 'waiting', for: 'the harbor to be built' },
      ]),
    );
    expect(await boatsIn(knex)).toEqual(['Ada', 'Bea']);
  });
});
