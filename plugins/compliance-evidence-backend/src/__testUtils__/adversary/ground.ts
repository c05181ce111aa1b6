import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { CmdbService } from '@countersign/plugin-cmdb-node';
import {
  AttestationFacts,
  ReportBundle,
  RequestFacts,
} from '@countersign/plugin-compliance-evidence-common';
import {
  Journal,
  openDatabase,
  StoredFacts,
  trustingAuthorizerOf,
} from '@countersign/plugin-governance-node';
import {
  MemoryDatabase,
  memoryJournal,
  MemoryLedger,
  openLedger,
  signingKey,
} from '@countersign/plugin-governance-test-utils';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { runKind } from '../../access';
import {
  AssuranceStores,
  createAssurance,
} from '../../assurance/createAssurance';
import { AssuranceJournal, pluginId } from '../../assurance/unit';
import { AttestationStore } from '../../database/AttestationStore';
import { DeliveryStore } from '../../database/DeliveryStore';
import { ErasureStore } from '../../database/ErasureStore';
import { FindingStore, StoredFinding } from '../../database/FindingStore';
import { KeepingStore } from '../../database/KeepingStore';
import { ProgressStore } from '../../database/ProgressStore';
import { ReportVersionStore } from '../../database/ReportVersionStore';
import { RequestStore } from '../../database/RequestStore';
import { RunStore, StoredRun } from '../../database/RunStore';
import { EvidenceEntries, evidenceEntries, eventOf } from '../../entries';
import { Eraser, EraserOptions } from '../../runs/Eraser';
import { KeepingDesk, KeepingDeskOptions } from '../../runs/KeepingDesk';
import { RunTools } from '../../runs/RunContext';
import { RunDesk, RunDeskOptions } from '../../runs/RunDesk';
import { RunReader, RunReading } from '../../runs/RunReader';
import { memoryAssurance } from '../memory/memoryAssurance';
import { memoryKeeping } from '../memory/memoryKeeping';
import { memoryRuns } from '../memory/memoryRuns';
import { reportOf } from './gameReport';
import { KeptRun } from './keepingInvariants';
import { owners } from './moves';

/** The records of one game. */
export interface Records {
  runs(): Promise<StoredRun[]>;
  findings(): Promise<StoredFinding[]>;
  requests(): Promise<StoredFacts<RequestFacts>[]>;
  attestations(): Promise<StoredFacts<AttestationFacts>[]>;
  entriesOf(number: string): Promise<LedgerEntry[]>;
}

/** What a game is played on. */
export interface Ground extends Records {
  report: ReportBundle;
  assurance: ReturnType<typeof createAssurance>;
  desk: RunDesk;
  tools: RunTools;
  deliveries: DeliveryStore;
  keeping: KeepingDesk;
  eraser: Eraser;
  /** How the evidence of a run is kept. */
  kept(runId: string): Promise<KeptRun>;
}

/** Opens the ground of a game, by whose clock everything happens. */
export type NewGround = (clock: () => Date) => Promise<Ground>;

/** What a ground is made of. */
interface Stores {
  knex: Knex;
  ledger: Pick<
    Ledger,
    'appendAll' | 'entriesOf' | 'exportSubject' | 'timeline'
  >;
  journal?: ConstructorParameters<typeof Journal<EvidenceEntries>>[0]['stores'];
  assurance?: AssuranceStores;
  runs: RunStore;
  progress: ProgressStore;
  deliveries: DeliveryStore;
  versions: Pick<ReportVersionStore, 'keep' | 'get'>;
  keepings: KeepingStore;
  erasures: ErasureStore;
}

function open(
  stores: Stores,
  report: ReportBundle,
  clock: () => Date,
): Omit<Ground, keyof Records> {
  const { knex, ledger, runs, progress, deliveries, versions } = stores;
  const { keepings, erasures } = stores;
  const journal = new Journal<EvidenceEntries>({
    knex,
    ledger,
    entries: evidenceEntries,
    eventOf,
    clock,
    stores: stores.journal,
  });
  const assurance = createAssurance({
    journal: journal as unknown as AssuranceJournal,
    ledger,
    permissions: mockServices.permissions.mock(),
    cmdb: {
      graph: async () => ({
        groupsOf: (ref: string) =>
          owners.includes(ref) ? ['group:default/iam'] : [],
      }),
      exists: async () => true,
    } as unknown as CmdbService,
    changes: {
      getChange: async (number: string) =>
        ({ change: { number, subjectDigest: undefined } } as never),
    },
    runs: {
      find: async (db, number) => (await runs.find(db, [number]))[0]?.run,
      definitions: async () => [report.definition],
      comparable: async () => {
        throw new Error('Nothing is compared in a game');
      },
      rows: async function* none() {},
    },
    stores: stores.assurance,
  });
  const authorizer = trustingAuthorizerOf(runKind);
  const runReader = new RunReader({
    ...{ keepings, versions, holds: [] },
  } as unknown as RunReading);
  const reader = {
    detail: async ({ run }: StoredRun) => ({ run }),
    keeping: (db: Knex, run: StoredRun['run']) => runReader.keeping(db, run),
  };
  const eraser = new Eraser({
    ...{ journal, runs, erasures, keepings },
    evidence: { ofRun: async () => [] },
    results: { questions: async () => [], artefacts: async () => [] },
    afterItsTime: true,
    holds: [],
    logger: mockServices.logger.mock(),
  } as unknown as EraserOptions);
  // The bytes of evidence are no part of a game.
  eraser.removeGone = async () => {};
  const keeping = new KeepingDesk({
    ...{ journal, authorizer, runs, versions, keepings, reader, eraser },
  } as unknown as KeepingDeskOptions);
  const desk = new RunDesk({
    journal,
    authorizer,
    library: { ready: async () => report },
    sources: { get: () => undefined },
    runs,
    versions,
    progress,
    deliveries,
    erasures,
    reader,
    mailDomain: 'example.com',
    wake: () => {},
  } as unknown as RunDeskOptions);
  const tools = {
    journal,
    runs,
    progress,
    refetch: () => {},
  } as unknown as RunTools;
  return {
    ...{ report, assurance, desk, tools, deliveries, keeping, eraser },
    kept: runId => keepings.of(knex, runId),
  };
}

/** Games over stores in memory, each over stores of its own. */
export const groundsInMemory = (): NewGround => async clock => {
  const database = new MemoryDatabase();
  const ledger = new MemoryLedger(database, 'memory/compliance-evidence');
  const records = memoryAssurance(database);
  const { all, ...ofRuns } = memoryRuns(database);
  const report = reportOf(1);
  return {
    ...open(
      {
        knex: database.handle,
        ledger: ledger as unknown as Stores['ledger'],
        journal: memoryJournal(database),
        assurance: records.stores,
        ...ofRuns,
        ...memoryKeeping(database, { runs: all, report }),
        versions: { keep: async () => {}, get: async () => report },
      },
      report,
      clock,
    ),
    runs: async () => all(),
    findings: async () => records.findings.all(),
    requests: async () => records.requests.all(),
    attestations: async () => records.attestations.all(),
    entriesOf: async number => ledger.entries(number),
  };
};

/** Games in PostgreSQL, one after another in the same database: what is of a game is of its report, or came after the last one. */
export async function groundsInPostgres(knex: Knex): Promise<NewGround> {
  await openDatabase(mockServices.database({ knex }), {
    pluginId,
    migrations: resolvePackagePath(
      '@countersign/plugin-compliance-evidence-backend',
      'migrations',
    ),
  });
  // What a crash would lose is nothing to a game; waiting for the disk is most of its time.
  await knex.raw(`
    DO $$ BEGIN
      EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database());
    END $$`);
  const ledger = await openLedger(knex, {
    origin: 'countersign/compliance-evidence',
    config: { ledger: { signingKey } },
    isNew: true,
  });
  const runs = new RunStore();
  const ofRuns = {
    runs,
    progress: new ProgressStore(),
    deliveries: new DeliveryStore(),
    versions: new ReportVersionStore(),
    keepings: new KeepingStore(),
    erasures: new ErasureStore(),
  };
  const findings = new FindingStore();
  const requests = new RequestStore();
  const attestations = new AttestationStore();
  const lastOf = async (table: string): Promise<number> => {
    const row = await knex(table).max('seq as seq').first();
    return Number(row?.seq ?? 0);
  };
  let games = 0;
  return async clock => {
    games += 1;
    const report = reportOf(games);
    // Nobody works on what the game before left.
    await knex('runs')
      .whereIn('state', ['queued', 'running'])
      .update({ state: 'canceled' });
    const { name } = report.definition.metadata;
    const [requested, attested] = [
      await lastOf('evidence_requests'),
      await lastOf('attestations'),
    ];
    const numbersOf = (table: string, after: number): Promise<string[]> =>
      knex(table).where('seq', '>', after).orderBy('seq').pluck('number');
    return {
      ...open({ knex, ledger, ...ofRuns }, report, clock),
      runs: async () => {
        const numbers: string[] = await knex('runs')
          .where({ report: name })
          .pluck('number');
        const found = await runs.find(knex, numbers);
        return found.sort((a, b) => (a.run.number < b.run.number ? -1 : 1));
      },
      findings: async () => {
        const numbers: string[] = await knex('findings')
          .where({ report: name })
          .orderBy('seq')
          .pluck('number');
        const found = await Promise.all(
          numbers.map(number => findings.seen(knex, number)),
        );
        return found.flatMap(stored => stored ?? []);
      },
      requests: async () =>
        requests.find(knex, await numbersOf('evidence_requests', requested)),
      attestations: async () =>
        attestations.find(knex, await numbersOf('attestations', attested)),
      entriesOf: async number =>
        (await ledger.entriesOf(number)).map(({ entry }) => entry),
    };
  };
}
