import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import {
  Artefact,
  RenderInput,
} from '@countersign/plugin-compliance-evidence-common';
import {
  AreaPages,
  Caller,
  Journal,
  openDatabase,
  trustingAuthorizerOf,
} from '@countersign/plugin-governance-node';
import {
  openLedger,
  signingKey,
} from '@countersign/plugin-governance-test-utils';
import { createLedgerSigner } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { runKind } from '../access';
import { createRuns, RunsOptions } from '../createRuns';
import { EvidenceEntries, evidenceEntries, eventOf } from '../entries';
import { EvidenceSources } from '../sources/EvidenceSources';
import { fileSources } from '../sources/fileSource';
import { httpSources } from '../sources/httpSource';
import { LocalFolderStore } from '../store/LocalFolderStore';

/** A person, as routes know them. */
export const ada: Caller = { kind: 'user', ref: 'user:default/ada' };

/** One line a question, with the number of its rows. */
export async function* renderCounts({
  manifest,
  results,
}: RenderInput): AsyncIterable<Artefact> {
  for (const { name } of manifest.questions) {
    let count = 0;
    for await (const _ of results(name)) count += 1;
    yield {
      path: `${name}.txt`,
      from: [name],
      bytes: (async function* one() {
        yield Buffer.from(`${name}: ${count}\n`);
      })(),
    };
  }
}

/** What a test says otherwise of a replica. */
export interface ReplicaOptions {
  folder: { reports: string; data: string; store: string };
  ticketsUrl: string;
  mail?: RunsOptions['settings']['mail'];
  run?: Partial<RunsOptions['settings']['run']>;
  findings?: RunsOptions['findings'];
  render?: RunsOptions['render'];
}

/** One replica over a database, without a portal around it and without permissions. */
export async function startReplica(
  knex: Knex,
  { folder, ticketsUrl, ...options }: ReplicaOptions,
) {
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
  const key = createLedgerSigner(mockServices.rootConfig({ data: config }));
  const logger = mockServices.logger.mock();
  const journal = new Journal<EvidenceEntries>({
    knex,
    ledger,
    entries: evidenceEntries,
    eventOf,
    onMessages: () => {},
  });
  const made = createRuns({
    journal,
    ledger,
    signer: {
      name: ledger.origin,
      publicKey: key.publicKey,
      sign: message => key.sign(message),
    },
    authorizer: trustingAuthorizerOf(runKind),
    sources: new EvidenceSources(
      [
        {
          name: 'iam',
          kind: 'file',
          system: 'IAM',
          with: new ConfigReader({ folder: folder.data }),
        },
        {
          name: 'ticketing',
          kind: 'http',
          with: new ConfigReader({
            url: ticketsUrl,
            totalAt: 'total',
            paging: { by: 'cursor', at: 'next' },
          }),
        },
      ],
      [fileSources, httpSources],
    ),
    store: new LocalFolderStore(folder.store),
    settings: {
      reportsFolder: folder.reports,
      pages: new AreaPages({ path: '/evidence', baseUrl: 'http://portal' }),
      alerts: ['group:default/sre'],
      mail: options.mail,
      run: {
        atOnce: 1,
        sourceAttempts: 2,
        retryAfterMs: 20,
        sourceTimeoutMs: 20_000,
        queryTimeoutMs: 20_000,
        leaseMs: 1000,
        ...options.run,
      },
    },
    render: options.render ?? renderCounts,
    findings: options.findings ?? (() => async () => undefined),
    refetch: () => {},
    logger,
  });
  return {
    ...made,
    ledger,
    logger,
    request: (parameters: Record<string, string | string[]>, deliver = true) =>
      made.desk.request(ada, { report: 'access', parameters, deliver }),
    stop: () => made.worker.stop(),
  };
}

export type Replica = Awaited<ReturnType<typeof startReplica>>;
