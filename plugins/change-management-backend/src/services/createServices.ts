import { LoggerService } from '@backstage/backend-plugin-api';
import { CmdbService, CatalogReader } from '@countersign/plugin-cmdb-node';
import {
  Conversation,
  Followers,
  FollowService,
  Timings,
  WitnessedLedger,
} from '@countersign/plugin-governance-node';
import { Ledger } from '@countersign/plugin-ledger-node';
import { Knex } from 'knex';
import { Authorizer } from '../access/Authorizer';
import { createStores, Stores } from '../database/stores';
import { GateSources } from '../gate/GateSources';
import { PlanReader } from '../plans/PlanReader';
import { RiskSources } from '../risk/RiskSources';
import { Settings } from '../settings';
import { ApprovalDesk } from './ApprovalDesk';
import { CalendarService } from './CalendarService';
import { ChangeExport } from './ChangeExport';
import { ChangeReader } from './ChangeReader';
import { ChangeService } from './ChangeService';
import { ConflictReader } from './ConflictReader';
import { DashboardReader } from './DashboardReader';
import { DeploymentService } from './DeploymentService';
import { followedChanges } from './Followers';
import { GateService } from './GateService';
import { Housekeeping } from './Housekeeping';
import { Intake } from './Intake';
import { ItemService } from './ItemService';
import { createJournal, Unit } from './Journal';
import { Editing } from './lifecycle/Editing';
import { Implementation } from './lifecycle/Implementation';
import { Steps } from './lifecycle/Steps';
import { Submission } from './lifecycle/Submission';
import { Verdicts } from './lifecycle/Verdicts';
import { LifecycleService } from './LifecycleService';
import { MetricsService } from './MetricsService';
import { OwnerRefresher } from './OwnerRefresher';
import { PlanDesk } from './PlanDesk';
import { PolicyService } from './PolicyService';
import { PreviewService } from './PreviewService';
import { Retrospection } from './Retrospection';
import { RiskAssessor } from './RiskAssessor';
import { SituationReader } from './SituationReader';

export interface ServiceDependencies {
  knex: Knex;
  /** Absent, those in PostgreSQL. */
  stores?: Stores;
  ledger: Pick<
    Ledger,
    | 'appendAll'
    | 'entriesOf'
    | 'exportSubject'
    | 'status'
    | 'timeline'
    | keyof WitnessedLedger
  >;
  cmdb: CmdbService;
  authorizer: Authorizer;
  settings: Settings;
  logger: LoggerService;
  /** What other plugins know about risk; nothing when absent. */
  riskSources?: RiskSources;
  /** What other plugins demand of changes; nothing when absent. */
  gateSources?: GateSources;
  planReader: Pick<PlanReader, 'open' | 'read'>;
  /** Of the gate's answers; nobody takes them where it is absent. */
  gateTimings?: Pick<Timings, 'time'>;
  /** Demo data and tests bring their own time. */
  clock?: () => Date;
  /** Called after commits that left messages in the outbox. Absent, nothing is sent. */
  onMessages?: () => void;
}

export type Services = ReturnType<typeof createServices>;

/** Puts the services together. Several sets may share a database, each with its own clock. */
export function createServices(deps: ServiceDependencies) {
  const { knex, ledger, cmdb, authorizer, settings, logger, onMessages } = deps;
  const clock = deps.clock ?? (() => new Date());
  const stores =
    deps.stores ?? createStores(knex, { includeDemo: settings.demo });
  const journal = createJournal({ stores, knex, ledger, clock, onMessages });
  const catalog = new CatalogReader(cmdb);
  const desk = new ApprovalDesk();
  const conflicts = new ConflictReader({ stores, settings });
  const risk = new RiskAssessor({
    stores,
    sources: deps.riskSources ?? new RiskSources(),
    settings,
    logger,
  });
  const situations = new SituationReader({
    stores,
    settings,
    conflicts,
    risk,
    gateSources: deps.gateSources ?? new GateSources(),
    logger,
    ledger,
  });
  const followers = new Followers({
    store: stores.followers,
    records: followedChanges,
  });
  const reader = new ChangeReader({
    stores,
    followers,
    journal,
    catalog,
    situations,
    risk,
  });
  const plans = new PlanDesk({
    stores,
    db: knex,
    clock,
    authorizer,
    catalog,
    reader: deps.planReader,
  });
  const intake = new Intake({ catalog, settings, plans });
  const steps = new Steps({ stores });
  const verdicts = new Verdicts({ stores, steps, situations, followers });
  const submission = new Submission({
    stores,
    steps,
    situations,
    desk,
    verdicts,
  });
  const common = { stores, journal, authorizer, catalog, settings, situations };
  return {
    changes: new ChangeService({
      ...common,
      ledger,
      intake,
      submission,
      reader,
    }),
    exports: new ChangeExport(common),
    lifecycle: new LifecycleService({
      ...common,
      reader,
      plans,
      submission,
      verdicts,
      implementation: new Implementation({
        stores,
        steps,
        situations,
        submission,
        followers,
      }),
      conversation: new Conversation({ followers }),
      editing: new Editing({ stores, steps, situations, submission, intake }),
    }),
    preview: new PreviewService({
      ...common,
      db: knex,
      clock,
      intake,
      plans,
      conflicts,
      risk,
      desk,
    }),
    plans,
    gate: new GateService({ ...common, gateTimings: deps.gateTimings }),
    deployments: new DeploymentService({
      ...common,
      steps,
      followers,
      retrospection: new Retrospection({ stores, submission, settings }),
    }),
    calendar: new CalendarService(common),
    policies: new PolicyService(common),
    metrics: new MetricsService({ ...common, risk }),
    dashboard: new DashboardReader(common),
    items: new ItemService({
      stores,
      db: knex,
      clock,
      authorizer,
      cmdb,
      situations,
    }),
    followers: new FollowService({
      ...common,
      all: 'changes',
      followers,
      lock: (unit: Unit, number) => unit.lock(number),
    }),
    housekeeping: new Housekeeping({ stores, journal, followers }),
    owners: new OwnerRefresher({ stores, db: knex, catalog }),
    ledger,
  };
}
