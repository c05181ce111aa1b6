import { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { createLedgerSigner, Ledger } from '@countersign/plugin-ledger-node';
import knexFactory, { Knex } from 'knex';
import { ada, drillsOver, PlayerPlace } from './player';

/** What the process is told first; it starts the drill then, and plays it until it is killed. */
export interface PlayerStart {
  connection: Knex.PgConnectionConfig;
  signingKey: string;
  place: PlayerPlace;
  number: string;
}

/** The test says what should have been. */
const logger: LoggerService = {
  error: () => {},
  warn: () => {},
  info: () => {},
  debug: () => {},
  child: () => logger,
};

process.once('message', async (start: PlayerStart) => {
  const knex = knexFactory({ client: 'pg', connection: start.connection });
  const ledger = await Ledger.create({
    database: { getClient: async () => knex, migrations: { skip: true } },
    origin: 'countersign/chaos-drills',
    signer: createLedgerSigner(
      new ConfigReader({ ledger: { signingKey: start.signingKey } }),
    ),
    logger,
  });
  const { starter } = drillsOver({ knex, ledger, logger, place: start.place });
  await starter.start(ada, start.number);
});

// Nobody would stop it otherwise once the test is gone.
process.once('disconnect', () => process.exit());
process.send?.('loaded');
