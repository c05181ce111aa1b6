import { LoggerService } from '@backstage/backend-plugin-api';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import {
  AreaPages,
  Caller,
  Journal,
} from '@countersign/plugin-governance-node';
import { Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { DrillAccess } from '../access';
import { createDrills } from '../createDrills';
import { FaultProviderSet } from '../experiments/FaultProviderSet';
import { Settings } from '../settings';
import { drillJournalOptions } from '../unit';
import { OtherAreas } from '../world/OtherAreas';
import { AreasState, calmAreas, fakeAreas } from './areas';
import { entity, faultsToken } from './experiments';

/** Whoever starts drills in these tests; a caller without credentials is asked for no permission. */
export const ada: Caller = { kind: 'user', ref: 'user:default/ada' };

/** Milliseconds after which a player that is gone is missed. */
export const LEASE_MS = 1_500;

/** Where drills are played, as one process tells another. */
export interface PlayerPlace {
  folder: string;
  targetUrl: string;
}

/** Drills over a database that has its tables, without a portal around them. */
export function drillsOver(over: {
  knex: Knex;
  ledger: Ledger;
  logger: LoggerService;
  place: PlayerPlace;
  areas?: AreasState;
  clock?: () => Date;
}) {
  const { knex, ledger, logger, place, clock } = over;
  const { areas = calmAreas() } = over;
  const fakes = fakeAreas(() => areas);
  // The catalog has the one entity, and nothing hangs on it.
  const catalog = {
    graph: async () => ({
      item: () => undefined,
      impactOf: () => ({ entities: [] }),
    }),
    items: async () => [],
  } as unknown as CatalogReader;
  const settings: Settings = {
    ledgerOrigin: 'countersign/chaos-drills',
    pages: new AreaPages({ path: '/drills', baseUrl: '' }),
    folder: place.folder,
    targets: [
      {
        entity,
        hosts: [place.targetUrl],
        variables: { URL: place.targetUrl, TOKEN: faultsToken },
      },
    ],
    hours: [],
    plan: [],
    processes: [],
    standardChanges: ['chaos-drill'],
    run: { leaseMs: LEASE_MS, lookMs: 100, recoveryMs: 1_000, graceMs: 1 },
  };
  return createDrills({
    ...{ ...fakes, ledger, logger, catalog, settings },
    journal: new Journal({
      ...drillJournalOptions,
      ...{ knex, ledger, clock },
      onMessages: () => {},
    }),
    access: new DrillAccess({ authorize: async () => [] }),
    faults: new FaultProviderSet(),
    preconditions: new OtherAreas({
      ...fakes,
      catalog,
      standardChanges: ['chaos-drill'],
      hours: [
        {
          days: [
            'monday',
            'tuesday',
            'wednesday',
            'thursday',
            'friday',
            'saturday',
            'sunday',
          ],
          from: '00:00',
          to: '24:00',
          timeZone: 'UTC',
        },
      ],
    }),
    refetch: () => {},
  });
}
