import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { createLedgerSigner, Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';

/** The ledger of a portal's database, opened beside the portal to look into it, or of a new one; nothing is started. */
export function openLedger(
  knex: Knex,
  options: {
    origin: string;
    /** Of the portal: it has the key. */
    config: JsonObject;
    isNew?: boolean;
  },
): Promise<Ledger> {
  return Ledger.create({
    database: mockServices.database({
      knex,
      migrations: { skip: !options.isNew },
    }),
    origin: options.origin,
    signer: createLedgerSigner(
      mockServices.rootConfig({ data: options.config }),
    ),
    logger: mockServices.logger.mock(),
  });
}
