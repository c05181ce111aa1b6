import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { openDatabase } from '@countersign/plugin-governance-node';
import {
  openLedger,
  signingKey,
} from '@countersign/plugin-governance-test-utils';
import { createLedgerSigner } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { ada, runsOver, RunsOverOptions } from './runsOver';

export { ada } from './runsOver';

/** What a test says of a replica. */
export type ReplicaOptions = RunsOverOptions;

/** One replica over a database, without a portal around it and without permissions. */
export async function startReplica(knex: Knex, options: ReplicaOptions) {
  await openDatabase(mockServices.database({ knex }), {
    pluginId: 'compliance-evidence',
    migrations: resolvePackagePath(
      '@countersign/plugin-compliance-evidence-backend',
      'migrations',
    ),
  });
  const config = { ledger: { signingKey } };
  const ledger = await openLedger(knex, {
    origin: 'countersign/compliance-evidence',
    config,
    isNew: true,
  });
  const logger = mockServices.logger.mock();
  const made = runsOver({
    knex,
    ledger,
    key: createLedgerSigner(mockServices.rootConfig({ data: config })),
    logger,
    options,
  });
  return {
    ...made,
    ledger,
    logger,
    request: (parameters: Record<string, string | string[]>, deliver = true) =>
      made.desk.request(ada, { report: 'access', parameters, deliver }),
    stop: async () => {
      await Promise.all([made.worker.stop(), made.raiser?.stop()]);
    },
  };
}

export type Replica = Awaited<ReturnType<typeof startReplica>>;
