import { mockServices } from '@backstage/backend-test-utils';
import { openLedger as open } from '@countersign/plugin-governance-test-utils';
import { Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { readSettings } from '../settings';
import { portalConfig } from './portal';

/** The ledger of a portal's database, opened beside the portal to look into it, or of a new one; nothing is started. */
export function openLedger(
  knex: Knex,
  options: { isNew?: boolean } = {},
): Promise<Ledger> {
  const config = portalConfig();
  const { ledgerOrigin } = readSettings(
    mockServices.rootConfig({ data: config }),
  );
  return open(knex, { ...options, origin: ledgerOrigin, config });
}
