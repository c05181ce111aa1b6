import {
  AuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { CmdbService } from '@countersign/plugin-cmdb-node';
import {
  entryEvent,
  Journal,
  Pulse,
  Timings,
  WitnessedLedger,
} from '@countersign/plugin-governance-node';
import { ChangeManagementService } from '@countersign/plugin-change-management-node';
import { Ledger } from '@countersign/plugin-ledger-node';
import {
  CorrectionLimits,
  SERVICE_LEVEL_EVENT_TOPIC,
  serviceLevelEntries,
  ServiceLevelEntries,
  usualLimits,
} from '@countersign/plugin-service-levels-common';
import { ServiceLevelSource } from '@countersign/plugin-service-levels-node';
import { Knex } from 'knex';
import { Access } from '../access/Access';
import { AlertHerald } from '../alerts/AlertHerald';
import { ChangeWatch } from '../corrections/ChangeWatch';
import { CorrectionBook } from '../corrections/CorrectionBook';
import { CorrectionDesk } from '../corrections/CorrectionDesk';
import { CorrectionRefresher } from '../corrections/CorrectionRefresher';
import { Corrections } from '../corrections/Corrections';
import { AlertListStore } from '../database/AlertListStore';
import { AlertStore } from '../database/AlertStore';
import { BucketStore } from '../database/BucketStore';
import { CorrectionStore } from '../database/CorrectionStore';
import { CountedStore } from '../database/CountedStore';
import { FaultStore } from '../database/FaultStore';
import { DashboardStore } from '../database/DashboardStore';
import { ErrorBudgetRulesStore } from '../database/ErrorBudgetRulesStore';
import { ObjectiveListStore } from '../database/ObjectiveListStore';
import { ObjectiveStore } from '../database/ObjectiveStore';
import { ProblemStore } from '../database/ProblemStore';
import { RecordedStore } from '../database/RecordedStore';
import { SnapshotStore } from '../database/SnapshotStore';
import { SourceStore } from '../database/SourceStore';
import { Playback } from '../demo/Playback';
import { DefinitionKeeper } from '../definitions/DefinitionKeeper';
import { Engine } from '../engine/Engine';
import { BudgetReader } from '../errorBudget/BudgetReader';
import { ChangeReplay } from '../errorBudget/ChangeReplay';
import { ErrorBudgetDesk } from '../errorBudget/ErrorBudgetDesk';
import { FaultWatch } from '../faults/FaultWatch';
import { Settings } from '../settings';
import { CountKeeper } from '../proof/CountKeeper';
import { EvidenceDesk } from '../proof/EvidenceDesk';
import { AlertDesk } from './AlertDesk';
import { AlertReader } from './AlertReader';
import { Ceilings } from './Ceilings';
import { DashboardReader } from './DashboardReader';
import { DefinitionChecker } from './DefinitionChecker';
import { ObjectiveReader } from './ObjectiveReader';
import { People } from './People';
import { SpendingReader } from './SpendingReader';

/** Makes what the plugin consists of. */
export function createServices(options: {
  knex: Knex;
  ledger: Pick<
    Ledger,
    | 'appendAll'
    | 'entriesOf'
    | 'exportSubject'
    | 'exportSubjects'
    | 'status'
    | keyof WitnessedLedger
    | 'timeline'
  >;
  catalog: CatalogService;
  auth: AuthService;
  cmdb: CmdbService;
  changes: Pick<ChangeManagementService, 'getChange' | 'listChanges'>;
  permissions: PermissionsService;
  logger: LoggerService;
  sources: ReadonlyMap<string, ServiceLevelSource>;
  /** What corrections may exclude; as usual when absent. */
  limits?: CorrectionLimits;
  settings: Pick<
    Settings,
    'errorBudget' | 'environments' | 'pages' | 'webhooks'
  >;
  /** Of evaluations; nobody takes them where it is absent. */
  timings?: Pick<Timings, 'time'>;
  onMessages?: () => void;
  clock?: () => Date;
}) {
  const { knex, ledger, sources, logger, clock, onMessages } = options;
  const journal = new Journal<ServiceLevelEntries>({
    knex,
    ledger,
    entries: serviceLevelEntries,
    eventOf: entry =>
      entryEvent(entry, {
        topic: SERVICE_LEVEL_EVENT_TOPIC,
        pluginId: 'service-levels',
      }),
    clock,
    onMessages,
    foundOnRetry: ['objectives_pkey'],
  });
  const objectives = new ObjectiveStore();
  const list = new ObjectiveListStore();
  const buckets = new BucketStore();
  const snapshots = new SnapshotStore();
  const alerts = new AlertStore();
  const alertList = new AlertListStore();
  const problems = new ProblemStore();
  const leases = new SourceStore();
  const corrections = new CorrectionStore();
  const recorded = new RecordedStore();
  const policies = new ErrorBudgetRulesStore();
  const ceilings = new Ceilings({ ...options, list });
  const access = new Access(options.permissions);
  const { pages, webhooks } = options.settings;
  const targets = {
    all: webhooks.flatMap(({ name, all }) => (all ? [name] : [])),
    named: new Set(webhooks.map(({ name }) => name)),
  };
  const herald = new AlertHerald({ pages, alerts, targets });
  const counted = new CountedStore();
  const faults = new FaultWatch(new FaultStore());
  const engine = new Engine({
    journal,
    sources,
    logger,
    objectives,
    buckets,
    snapshots,
    alerts,
    herald,
    counted,
    faults,
    leases,
    timings: options.timings,
  });
  const desk = new AlertDesk({
    journal,
    alerts,
    herald,
    list: alertList,
  });
  const changes = new ChangeWatch(options);
  const book = new CorrectionBook({ journal, corrections });
  const corrected = new Corrections({ knex, corrections, buckets });
  const correctionDesk = new CorrectionDesk({
    journal,
    corrections,
    book,
    objectives,
    changes,
    people: new People(options.cmdb),
    access,
    limits: options.limits ?? usualLimits,
  });
  return {
    access,
    corrections: correctionDesk,
    correctionRefresher: new CorrectionRefresher({
      ...{ journal, corrections, book, changes },
    }),
    definitions: new DefinitionKeeper({
      ...options,
      journal,
      objectives,
      problems,
      alerts,
      herald,
      targets: targets.named,
    }),
    engine,
    pulse: new Pulse({
      work: () => engine.tick(),
      failure: 'Objectives could not be evaluated',
      logger,
    }),
    checker: new DefinitionChecker({
      ...options,
      list,
      ceilings,
      now: () => journal.now(),
    }),
    reader: new ObjectiveReader({
      knex,
      list,
      recorded,
      objectives,
      buckets,
      alerts: alertList,
      problems,
      sources: leases,
      measuredBy: sources,
      corrections: corrected,
      ceilings,
      now: () => journal.now(),
    }),
    dashboard: new DashboardReader({
      ...options,
      store: new DashboardStore(),
      now: () => journal.now(),
    }),
    faults: {
      list: (query: { component: string; from: string; to: string }) =>
        faults.list(knex, query, journal.now()),
    },
    spending: new SpendingReader({
      knex,
      list,
      recorded,
      now: () => journal.now(),
    }),
    desk,
    playback: new Playback({
      journal,
      objectives,
      buckets,
      snapshots,
      alerts,
      herald,
      desk,
      corrections: correctionDesk,
    }),
    alerts: new AlertReader({
      knex,
      ledger,
      access,
      list: alertList,
      now: () => journal.now(),
    }),
    errorBudgets: new ErrorBudgetDesk({
      journal,
      cmdb: options.cmdb,
      rules: options.settings.errorBudget,
      environments: options.settings.environments,
      list,
      sets: policies,
      budgets: new BudgetReader(buckets),
      changes: new ChangeReplay(options),
    }),
    evidence: new EvidenceDesk({
      ...{ knex, ledger, list, corrections, policies },
    }),
    ledger,
    counts: new CountKeeper({
      ...{ journal, ledger, list, buckets, alerts, counted, corrected },
    }),
    /** Before the first evaluation. */
    prepare: () => leases.know(knex, [...sources.keys()]),
    /** What is old enough for nobody to need it. */
    forget: async () => {
      await snapshots.forget(knex);
      await faults.forget(knex, journal.now());
      return buckets.forget(knex, journal.now());
    },
  };
}
