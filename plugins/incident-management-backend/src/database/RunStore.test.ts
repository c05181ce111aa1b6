import { TestDatabases } from '@backstage/backend-test-utils';
import { FLAPS_WITHIN_MS } from '@countersign/plugin-incident-management-common';
import { Knex } from 'knex';
import { startReplica } from '../__testUtils__/replica';
import { RunStore } from './RunStore';

jest.setTimeout(240_000);

const BEGAN = Date.UTC(2026, 10, 2, 9);
const at = (ms: number) => new Date(BEGAN + ms);
const period = {
  from: at(0).toISOString(),
  to: at(3 * FLAPS_WITHIN_MS).toISOString(),
};

describe('runs of alerts', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
  const store = new RunStore();
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init('POSTGRES_18');
    await startReplica(knex, {
      clock: () => at(0),
      limits: { closeAfter: 60_000, reopenWithin: 60_000 },
      isFirst: true,
    });
  });

  it.each([
    ['flaps that begins within an hour after the last one', 0, true],
    ['does not flap that begins later', 1, false],
  ])('one %s', async (_, later, flaps) => {
    const id = `00000000-0000-4000-8000-00000000000${later}`;
    const entityRef = `component:default/service-${later}`;
    const fire = (beganAt: Date, fields: object) =>
      knex.transaction(trx =>
        store.firing(trx, {
          group: { id, entityRef, condition: 'Down', title: 'It is down' },
          beganAt,
          heard: true,
          runbook: false,
          incident: undefined,
          ...fields,
        }),
      );
    await fire(at(0), { incident: 'INC0000001' });
    await knex.transaction(trx => store.quiet(trx, id, at(60_000)));
    await fire(at(60_000 + FLAPS_WITHIN_MS + later), { runbook: true });

    const first = { ended: true, flaps: false, incident: 'INC0000001' };
    const runs = await store.started(knex, period, [entityRef]);
    expect(runs).toHaveLength(2);
    expect(runs).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          ...{ entityRef, heard: true, runbook: true, ended: false, flaps },
          incident: undefined,
        }),
        expect.objectContaining({
          ...first,
          ...{ entityRef, heard: true, runbook: false },
        }),
      ]),
    );
    const shown = (most: number) =>
      store.shown(
        knex,
        runs.map(run => run.id),
        most,
      );
    const newest = {
      startedAt: at(60_000 + FLAPS_WITHIN_MS + later).toISOString(),
    };
    expect(await shown(1)).toMatchObject([newest]);
    expect(await shown(2)).toMatchObject([
      newest,
      { startedAt: at(0).toISOString(), incident: 'INC0000001' },
    ]);
    expect(
      await store.started(knex, { ...period, to: at(1).toISOString() }, [
        entityRef,
      ]),
    ).toMatchObject([first]);
  });

  it('of no entity are among all of them only', async () => {
    await knex.transaction(trx =>
      store.firing(trx, {
        group: {
          id: '00000000-0000-4000-8000-000000000009',
          entityRef: undefined,
          condition: 'Lost',
          title: 'Nobody knows what',
        },
        beganAt: at(5_000),
        heard: false,
        runbook: false,
        incident: undefined,
      }),
    );
    const all = await store.started(knex, period, undefined);
    expect(all).toContainEqual(
      expect.objectContaining({ entityRef: undefined, heard: false }),
    );
    expect(await store.started(knex, period, [])).toEqual([]);
  });
});
