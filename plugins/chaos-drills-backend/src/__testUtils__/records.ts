import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { openDatabase } from '@countersign/plugin-governance-node';
import {
  openLedger,
  signingKey,
} from '@countersign/plugin-governance-test-utils';
import { Knex } from 'knex';

/** Makes the tables of drills in a database that has nothing yet. */
export async function makeTables(knex: Knex): Promise<void> {
  await openDatabase(mockServices.database({ knex }), {
    pluginId: 'chaos-drills',
    migrations: resolvePackagePath(
      '@countersign/plugin-chaos-drills-backend',
      'migrations',
    ),
  });
}

/** @param isNew - Nobody opened it before in this database. */
export const ledgerOfDrills = (knex: Knex, isNew: boolean) =>
  openLedger(knex, {
    origin: 'countersign/chaos-drills',
    config: { ledger: { signingKey } },
    isNew,
  });
