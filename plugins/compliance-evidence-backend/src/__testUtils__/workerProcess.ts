import { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { createLedgerSigner, Ledger } from '@countersign/plugin-ledger-node';
import knexFactory, { Knex } from 'knex';
import { renderArtefacts } from '../render/renderArtefacts';
import { openFindings } from './openFindings';
import { runsOver, RunsOverOptions } from './runsOver';

/** What the process is told first; it works on runs from then on. */
export interface WorkerStart {
  connection: Knex.PgConnectionConfig;
  signingKey: string;
  options: Pick<RunsOverOptions, 'folder' | 'ticketsUrl' | 'mail' | 'run'>;
}

/** The test says what should have been. */
const logger: LoggerService = {
  error: () => {},
  warn: () => {},
  info: () => {},
  debug: () => {},
  child: () => logger,
};

process.once('message', async (start: WorkerStart) => {
  const knex = knexFactory({ client: 'pg', connection: start.connection });
  const key = createLedgerSigner(
    new ConfigReader({ ledger: { signingKey: start.signingKey } }),
  );
  const ledger = await Ledger.create({
    database: { getClient: async () => knex, migrations: { skip: true } },
    origin: 'countersign/compliance-evidence',
    signer: key,
    logger,
  });
  const { worker } = runsOver({
    knex,
    ledger,
    key,
    logger,
    options: {
      ...start.options,
      render: renderArtefacts,
      findings: openFindings,
    },
  });
  worker.start();
});

// Nobody would stop it otherwise once the test is gone.
process.once('disconnect', () => process.exit());
process.send?.('loaded');
