import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { DrillPreconditions } from '@countersign/plugin-chaos-drills-node';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import { AreaPages, Journal } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';
import { DrillAccess } from '../../access';
import { createDrills } from '../../createDrills';
import { FaultProviderSet } from '../../experiments/FaultProviderSet';
import { drillJournalOptions } from '../../unit';
import { calmAreas, fakeAreas } from '../areas';
import {
  entity,
  experimentFolder,
  experimentText,
  faultsToken,
} from '../experiments';
import { ledgerOfDrills, makeTables } from '../records';
import { FakeTargets } from './FakeTargets';
import { isGranted, World } from './moves';
import { TestTime } from './TestTime';

export const hosts = ['http://one.example', 'http://other.example'] as const;
/** A fault outlives whoever renews it by so much. */
export const LEASE_SECONDS = 30;
const FAULT_SECONDS = 90;
/** A window an hour, planned as soon as the one before is over. */
const everyHour = {
  start: '2026-11-01T00:10:00Z',
  end: '2026-11-01T00:30:00Z',
  'time-zone': 'UTC',
  rrule: `FREQ=DAILY;BYHOUR=${Array.from({ length: 24 }, (_, i) => i)}`,
  'days-ahead': 1,
};
const otherEntity = 'component:default/stock';

export const calm = (): World => ({
  ...{ unapproved: false, frozen: false, incident: false },
  ...{ poor: false, sick: false, deaf: false },
});

/** What all games share: one database, two replicas, two services, and a clock that only goes on. */
export type Table = Awaited<ReturnType<typeof openTable>>;
export type Replica = Table['replicas'][number];

/** A table for games over a database that has nothing yet. */
export async function openTable(knex: Knex) {
  const begin = Date.UTC(2026, 10, 2, 9);
  const time = new TestTime(knex, begin);
  const targets = new FakeTargets(hosts, time);
  const table = { knex, time, targets, games: 0, begin, world: calm() };
  await makeTables(knex);
  const drills = await experimentFolder(experimentsOfGames());
  const replicas = [];
  for (const isFirst of [true, false]) {
    replicas.push(await startReplica(table, drills.folder, isFirst));
  }
  return { ...table, replicas, close: drills.remove };
}

/** One of each service, and one that breaks both, one after the other. */
function experimentsOfGames(): Record<string, string> {
  const parsed = (variable: string) => {
    const text = experimentText({
      seconds: FAULT_SECONDS,
      lease: LEASE_SECONDS,
    });
    const experiment = JSON.parse(text);
    experiment.configuration.url.key = variable;
    return experiment;
  };
  const one = parsed('ONE');
  one.extensions[0].schedule = everyHour;
  const other = parsed('OTHER');
  other.extensions[0].entity = otherEntity;
  const both = parsed('ONE');
  both.configuration.other = { type: 'env', key: 'OTHER' };
  both.extensions[0].hosts.push('${other}');
  const [fault] = both.method;
  both.method.push({
    ...fault,
    provider: { ...fault.provider, target: '${other}' },
  });
  return Object.fromEntries(
    Object.entries({ one, other, both }).map(([name, each]) => [
      name,
      JSON.stringify(each, null, 2),
    ]),
  );
}

async function startReplica(
  table: {
    knex: Knex;
    time: TestTime;
    targets: FakeTargets;
    world: World;
  },
  folder: string,
  isFirst: boolean,
) {
  const { knex, time, targets } = table;
  const ledger = await ledgerOfDrills(knex, isFirst);
  const areas = calmAreas();
  const catalog = {
    graph: async () => ({
      item: () => undefined,
      impactOf: () => ({ entities: [] }),
    }),
    items: async () => [],
    people: async () => {},
  } as unknown as CatalogReader;
  const drills = createDrills({
    ...fakeAreas(() => areas),
    ...{ ledger, catalog },
    logger: mockServices.logger.mock(),
    clock: time,
    fetch: targets.fetch,
    settings: {
      ledgerOrigin: 'countersign/chaos-drills',
      pages: new AreaPages({ path: '/drills', baseUrl: '' }),
      folder,
      targets: [entity, otherEntity].map(each => ({
        entity: each,
        hosts: [...hosts],
        variables: { ONE: hosts[0], OTHER: hosts[1], TOKEN: faultsToken },
      })),
      hours: [],
      plan: [],
      processes: [],
      standardChanges: [],
      run: { leaseMs: 600_000, lookMs: 5_000, recoveryMs: 60_000, graceMs: 1 },
    },
    journal: new Journal({
      ...drillJournalOptions,
      ...{ knex, ledger },
      clock: () => new Date(time.now()),
      onMessages: () => {},
    }),
    access: new DrillAccess({
      authorize: async (asked, { credentials } = {} as never) =>
        asked.map(({ permission }) => ({
          result: isGranted(credentials, permission.name)
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
        })),
    }),
    faults: new FaultProviderSet(),
    preconditions: preconditionsOf(table),
    refetch: () => {},
  });
  return { ...drills, ledger };
}

/** The other areas, as the game has them at the moment. */
function preconditionsOf(table: { world: World }): DrillPreconditions {
  const budgetsLeft = async (objectives: readonly string[]) =>
    Object.fromEntries(
      objectives.map(id => [id, table.world.poor ? 0.1 : 0.9]),
    );
  return {
    budgetsLeft,
    ask: async ({ change, entity: about, objectives }) => {
      const { unapproved, frozen, incident } = table.world;
      return {
        ...(change && { change: { number: change, mayGoAhead: !unapproved } }),
        freezes: frozen ? [{ title: 'Holidays' }] : [],
        incidents: incident ? [{ number: 'INC0000001', entity: about }] : [],
        hours: { open: true },
        budgetsLeft: await budgetsLeft(objectives),
      };
    },
  };
}
