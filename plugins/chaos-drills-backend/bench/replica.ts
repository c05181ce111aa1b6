import { CatalogReader } from '@countersign/plugin-cmdb-node';
import {
  AreaPages,
  Caller,
  Journal,
} from '@countersign/plugin-governance-node';
import { Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { calmAreas, fakeAreas } from '../src/__testUtils__/areas';
import { experimentText, entity } from '../src/__testUtils__/experiments';
import { DrillAccess } from '../src/access';
import { createDrills } from '../src/createDrills';
import { FaultProviderSet } from '../src/experiments/FaultProviderSet';
import { weekdays } from '../src/world/hours';
import { drillJournalOptions } from '../src/unit';
import { OtherAreas } from '../src/world/OtherAreas';
import { faultsToken } from './demoService';
import { silent } from './stage';

/** Who drills; without credentials no permission is asked for. */
export const ada: Caller = { kind: 'user', ref: 'user:default/ada' };

/** What is drilled: an entity, and where it answers. */
export interface BenchTarget {
  entity: string;
  url: string;
}

/** Experiments that wait in their fault, one for each target, by their names. */
export function waitingExperiments(
  targets: readonly BenchTarget[],
): Record<string, string> {
  return Object.fromEntries(
    targets.map((target, i) => [
      `drill-${i}`,
      experimentText({ seconds: 500, lease: 20, budgetShare: 0.5 }).replaceAll(
        entity,
        target.entity,
      ),
    ]),
  );
}

/** One replica of the portal, as far as drills are concerned; other areas say that all is well. */
export function startReplica(over: {
  knex: Knex;
  ledger: Ledger;
  folder: string;
  targets: readonly BenchTarget[];
}) {
  const { knex, ledger, folder, targets } = over;
  const areas = {
    ...calmAreas(),
    items: targets.map(({ entity: ref }) => ref),
  };
  const fakes = fakeAreas(() => areas);
  const catalog = {
    graph: async () => ({
      item: () => undefined,
      impactOf: () => ({ entities: [] }),
    }),
    items: async () => [],
  } as unknown as CatalogReader;
  const hours = [
    { days: [...weekdays], from: '00:00', to: '24:00', timeZone: 'UTC' },
  ];
  const standardChanges = ['chaos-drill'];
  return createDrills({
    ...{ ...fakes, ledger, catalog, logger: silent },
    journal: new Journal({
      ...drillJournalOptions,
      ...{ knex, ledger },
      onMessages: () => {},
    }),
    access: new DrillAccess({ authorize: async () => [] }),
    faults: new FaultProviderSet(),
    preconditions: new OtherAreas({
      ...{ ...fakes, catalog, hours, standardChanges },
    }),
    refetch: () => {},
    // As the portal has them where nobody says otherwise.
    settings: {
      ledgerOrigin: 'bench/chaos-drills',
      pages: new AreaPages({ path: '/drills', baseUrl: '' }),
      ...{ folder, hours, standardChanges, plan: [], processes: [] },
      targets: targets.map(({ entity: ref, url }) => ({
        entity: ref,
        hosts: [url],
        variables: { URL: url, TOKEN: faultsToken },
      })),
      run: {
        leaseMs: 15_000,
        lookMs: 250,
        recoveryMs: 120_000,
        graceMs: 300_000,
      },
    },
  });
}
