import { LoggerService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import {
  Artefact,
  RenderInput,
} from '@countersign/plugin-compliance-evidence-common';
import {
  AreaPages,
  Caller,
  Journal,
  Rights,
  trustingAuthorizerOf,
} from '@countersign/plugin-governance-node';
import { Ledger, LedgerSigner } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { runKind, RunRight } from '../access';
import { AssuranceAccess } from '../assurance/AssuranceAccess';
import { createRuns, RunsOptions } from '../createRuns';
import { EvidenceEntries, evidenceEntries, eventOf } from '../entries';
import { createInquiries } from '../inquiries/createInquiries';
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

/** What a test says of runs. */
export interface RunsOverOptions {
  folder: { reports: string; data: string; store: string };
  ticketsUrl: string;
  mail?: RunsOptions['settings']['mail'];
  run?: Partial<RunsOptions['settings']['run']>;
  findings?: RunsOptions['findings'];
  render?: RunsOptions['render'];
  store?: RunsOptions['store'];
  /** What trouble with runs is declared as, and who takes it. */
  incidents?: RunsOptions['settings']['incidents'];
  retention?: RunsOptions['settings']['retention'];
  clock?: () => Date;
  declareIncident?: RunsOptions['incidents']['declareIncident'];
  /** What nobody may do with runs. */
  mayNot?: readonly (RunRight | 'read')[];
}

/** Runs over a database that has its tables, with a folder of IAM files and a ticketing API as sources. */
export function runsOver(over: {
  knex: Knex;
  ledger: Ledger;
  key: LedgerSigner;
  logger: LoggerService;
  options: RunsOverOptions;
}) {
  const { knex, ledger, key, logger, options } = over;
  const { folder, ticketsUrl } = options;
  const journal = new Journal<EvidenceEntries>({
    knex,
    ledger,
    entries: evidenceEntries,
    eventOf,
    onMessages: () => {},
    clock: options.clock,
  });
  const { mayNot = [] } = options;
  const authorizer = {
    ...trustingAuthorizerOf(runKind),
    rights: async () =>
      new Rights(runKind, { allows: right => !mayNot.includes(right) }),
  };
  const store = options.store ?? new LocalFolderStore(folder.store);
  const runs = createRuns({
    journal,
    ledger,
    signer: {
      name: ledger.origin,
      publicKey: key.publicKey,
      sign: message => key.sign(message),
    },
    authorizer,
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
    store,
    settings: {
      reportsFolder: folder.reports,
      pages: new AreaPages({ path: '/evidence', baseUrl: 'http://portal' }),
      alerts: ['group:default/sre'],
      mail: options.mail,
      incidents: options.incidents,
      retention: options.retention ?? { erase: false, holds: [] },
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
    incidents: {
      declareIncident:
        options.declareIncident ??
        (async () => {
          throw new Error('There is no incident management here');
        }),
    },
    render: options.render ?? renderCounts,
    findings: options.findings ?? (() => async () => undefined),
    refetch: () => {},
    logger,
  });
  const inquiries = createInquiries({
    ...runs.stores,
    journal,
    ledger,
    authorizer,
    store,
    access: new AssuranceAccess({
      // Without credentials, nobody is asked about.
      authorize: async () => [],
    }),
    runReader: runs.reader,
    runSource: runs.runSource,
    settings: { timeoutMs: 2000, keepMs: 60_000, most: 2 },
    queryTimeoutMs: 20_000,
  });
  return { ...runs, ...inquiries, store };
}
