import { generateKeyPairSync } from 'crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { CmdbService } from '@countersign/plugin-cmdb-node';
import { createLedgerSigner, Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { trustingAuthorizer } from '../src/access/Authorizer';
import { PlanReader } from '../src/plans/PlanReader';
import { createServices } from '../src/services/createServices';
import { readSettings } from '../src/settings';
import { benchEstate, BOARD } from './estate';
import { fillDatabase } from './loadedDatabase';

/** Says nothing. */
export const silent: LoggerService = {
  error: () => {},
  warn: () => {},
  info: () => {},
  debug: () => {},
  child: () => silent,
};

/** Fills a database with changes, and makes the services of change management over it, as the plugin does. */
export async function benchServices(
  knex: Knex,
  size: Parameters<typeof fillDatabase>[1],
) {
  const { privateKey } = generateKeyPairSync('ed25519');
  const config = new ConfigReader({
    ledger: {
      signingKey: privateKey
        .export({ type: 'pkcs8', format: 'pem' })
        .toString(),
    },
    changeManagement: {
      approvalPolicies: [
        { name: 'board', require: [{ group: BOARD, count: 1 }] },
      ],
    },
  });
  const settings = readSettings(config);
  const database = { getClient: async () => knex };
  /** Of those that are approved. */
  const numbers = await fillDatabase(knex, size, settings.policies.digest);
  const ledger = await Ledger.create({
    database,
    origin: settings.ledgerOrigin,
    signer: createLedgerSigner(config),
    logger: silent,
  });
  const graph = CmdbGraph.from(benchEstate());
  const cmdb: CmdbService = {
    graph: async () => graph,
    refresh: async () => graph,
    item: async ref => graph.item(ref),
    items: async refs => refs.map(ref => graph.item(ref)),
    exists: async ref => graph.has(ref),
  };
  const services = createServices({
    knex,
    ledger,
    cmdb,
    authorizer: trustingAuthorizer,
    settings,
    logger: silent,
    planReader: new PlanReader({ logger: silent }),
    // As in the portal: what is decided leaves its messages in the outbox.
    onMessages: () => {},
  });
  return { numbers, settings, graph, services };
}
