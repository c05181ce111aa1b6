import { mockServices } from '@backstage/backend-test-utils';
import { createLedgerSigner, Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { readSettings } from '../settings';
import { portalConfig } from './portal';

/** The ledger of a portal's database, opened beside the portal to look into it, or of a new one; nothing is started. */
export async function openLedger(
  knex: Knex,
  { isNew = false }: { isNew?: boolean } = {},
): Promise<Ledger> {
  const config = mockServices.rootConfig({ data: portalConfig() });
  return Ledger.create({
    database: mockServices.database({ knex, migrations: { skip: !isNew } }),
    origin: readSettings(config).ledgerOrigin,
    signer: createLedgerSigner(config),
    logger: mockServices.logger.mock(),
  });
}
