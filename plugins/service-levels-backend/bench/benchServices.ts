import { generateKeyPairSync } from 'crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ConfigReader } from '@backstage/config';
import { CmdbGraph } from '@countersign/plugin-cmdb-common';
import { AreaPages, openDatabase } from '@countersign/plugin-governance-node';
import { createLedgerSigner, Ledger } from '@countersign/plugin-ledger-node';
import { errorBudgetRulesSchema } from '@countersign/plugin-service-levels-common';
import { Knex } from 'knex';
import { serviceLevelDatabase } from '../src/database/serviceLevelDatabase';
import { createServices } from '../src/services/createServices';
import { instantSource } from './estate';

/** Says what goes wrong, and nothing else. */
export const silent: LoggerService = {
  error: console.error,
  warn: console.error,
  info: () => {},
  debug: () => {},
  child: () => silent,
};

/** The tables, and a way to make the services over them as often as the portal is started. */
export async function benchServices(
  knex: Knex,
  options: { items: unknown[]; clock(): number },
): Promise<() => ReturnType<typeof createServices>> {
  const { items, clock } = options;
  const database = { getClient: async () => knex };
  await openDatabase(database, serviceLevelDatabase);
  const { privateKey } = generateKeyPairSync('ed25519');
  const signingKey = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const ledger = await Ledger.create({
    database,
    origin: 'bench/service-levels',
    signer: createLedgerSigner(
      new ConfigReader({ ledger: { signingKey: signingKey.toString() } }),
    ),
    logger: silent,
  });
  const graph = CmdbGraph.from([]);
  return () =>
    createServices({
      knex,
      ledger,
      catalog: { getEntities: async () => ({ items }) },
      auth: { getOwnServiceCredentials: async () => ({}) },
      cmdb: {
        items: async (refs: string[]) => refs.map(ref => ({ ref })),
        graph: async () => graph,
      },
      changes: {},
      permissions: {
        authorize: async (requests: unknown[]) =>
          requests.map(() => ({ result: AuthorizeResult.ALLOW })),
      },
      logger: silent,
      sources: new Map([['metrics', instantSource(clock)]]),
      settings: {
        errorBudget: errorBudgetRulesSchema.parse({}),
        environments: ['production'],
        pages: new AreaPages({
          path: '/slos',
          baseUrl: 'https://portal.example',
        }),
        webhooks: [],
      },
      clock: () => new Date(clock()),
    } as unknown as Parameters<typeof createServices>[0]);
}
