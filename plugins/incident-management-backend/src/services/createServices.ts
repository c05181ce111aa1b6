import { LoggerService } from '@backstage/backend-plugin-api';
import { ChaosDrillsService } from '@countersign/plugin-chaos-drills-node';
import { CatalogReader, CmdbService } from '@countersign/plugin-cmdb-node';
import {
  entryEvent,
  FollowerStore,
  FollowService,
  Journal,
  pluginCaller,
  WitnessedLedger,
} from '@countersign/plugin-governance-node';
import {
  INCIDENT_EVENT_TOPIC,
  incidentManagementEntries,
  IncidentManagementEntries,
} from '@countersign/plugin-incident-management-common';
import { Ledger } from '@countersign/plugin-ledger-node';
import { ServiceLevelFigures } from '@countersign/plugin-service-levels-node';
import { Knex } from 'knex';
import { Authorizer } from '../access/access';
import { IncidentAccess } from '../access/IncidentAccess';
import { AlertGroupStore } from '../database/AlertGroupStore';
import { AlertStore } from '../database/AlertStore';
import { IncidentListStore } from '../database/IncidentListStore';
import { IncidentMetricsStore } from '../database/IncidentMetricsStore';
import { IncidentStore, StoredIncident } from '../database/IncidentStore';
import { ProblemStore } from '../database/ProblemStore';
import { FigureStatements } from '../metrics/FigureStatements';
import { IncidentMemory } from '../metrics/IncidentMemory';
import { MeasuredDeployments } from '../metrics/MeasuredDeployments';
import { MetricsReader } from '../metrics/MetricsReader';
import { BudgetReader } from '../review/BudgetReader';
import { DueActions } from '../review/DueActions';
import { ReviewClerk } from '../review/ReviewClerk';
import { ReviewReader } from '../review/ReviewReader';
import { Settings } from '../settings';
import { Changes } from './Changes';
import { DeedMaker } from './DeedMaker';
import { DrillCauses } from './DrillCauses';
import { EndedAlerts } from './EndedAlerts';
import { createFollowers, Herald } from './Herald';
import { IncidentDesk } from './IncidentDesk';
import { IncidentKeeper, IncidentUnit } from './IncidentKeeper';
import { IncidentOpener } from './IncidentOpener';
import { IncidentReader } from './IncidentReader';
import { MergeAndSplit } from './MergeAndSplit';
import { People } from './People';
import { SeenChanges, SuspectRanking } from './SuspectRanking';
import { SuspectReader } from './SuspectReader';

const pluginId = 'incident-management';

/** Makes what the plugin consists of. */
export function createServices(options: {
  knex: Knex;
  ledger: Pick<
    Ledger,
    | 'appendAll'
    | 'entriesOf'
    | 'exportSubject'
    | 'exportSubjects'
    | 'latestCheckpoint'
    | 'status'
    | keyof WitnessedLedger
    | 'subjectsSince'
    | 'timeline'
  >;
  authorizer: Authorizer;
  cmdb: CmdbService;
  changes: SeenChanges;
  drills: Pick<ChaosDrillsService, 'listDrills'>;
  serviceLevels: ServiceLevelFigures;
  settings: Pick<Settings, 'limits' | 'privateGroups' | 'production' | 'pages'>;
  logger: LoggerService;
  onMessages?: () => void;
  clock?: () => Date;
}) {
  const { settings, cmdb, ledger, authorizer, logger } = options;
  const { limits, privateGroups } = settings;
  const journal = new Journal<IncidentManagementEntries>({
    ...options,
    entries: incidentManagementEntries,
    // What is private is told to nobody who merely listens: an event has what happened, and never what was said.
    eventOf: entry =>
      entryEvent(
        { ...entry, data: {} },
        { topic: INCIDENT_EVENT_TOPIC, pluginId },
      ),
    foundOnRetry: ['incident_alert_groups_one_open'],
  });
  const store = new IncidentStore();
  const groups = new AlertGroupStore();
  const keeper = new IncidentKeeper({ store, groups, limits });
  const metricsStore = new IncidentMetricsStore();
  const memory = new IncidentMemory({
    knex: options.knex,
    store: metricsStore,
    ledger,
  });
  const access = new IncidentAccess({ authorizer, people: new People(cmdb) });
  const deployments = new MeasuredDeployments({
    changes: options.changes,
    production: settings.production,
    logger,
  });
  const catalog = new CatalogReader(cmdb);
  const followers = createFollowers(new FollowerStore());
  const ranking = new SuspectRanking({
    catalog,
    changes: options.changes,
    drillCauses: new DrillCauses(options),
    logger,
  });
  const changes = new Changes(options.changes);
  const herald = new Herald({ followers });
  const desk = new IncidentDesk({
    journal,
    keeper,
    store,
    ended: new EndedAlerts({
      alerts: new AlertStore(),
      keeper,
      system: pluginCaller(pluginId),
    }),
    access,
    catalog,
    deeds: new DeedMaker({
      knex: options.knex,
      store,
      catalog,
      changes,
      ranking,
      limits,
      privateGroups,
    }),
    mergeAndSplit: new MergeAndSplit({
      keeper,
      store,
      groups,
      herald,
      privateGroups,
    }),
    reviews: new ReviewClerk({
      budgets: new BudgetReader(options),
      catalog,
      changes,
      problems: new ProblemStore(),
    }),
    herald,
    followers,
    limits,
    privateGroups,
  });
  return {
    journal,
    store,
    memory,
    keeper,
    access,
    catalog,
    changes,
    desk,
    following: new FollowService({
      all: 'incidents',
      followers,
      catalog,
      journal,
      authorizer: {
        rights: async caller => {
          const reader = await access.reader(caller);
          return {
            demand: (right: 'read', { facts }: StoredIncident) =>
              reader.demand(right, facts),
          };
        },
      },
      lock: (unit: IncidentUnit, number) => keeper.lock(unit, number),
    }),
    reviews: new ReviewReader({
      journal,
      ledger,
      access,
      desk,
      pages: settings.pages,
      catalog,
    }),
    dueActions: new DueActions({ journal, logger }),
    suspects: new SuspectReader({ access, desk, ranking, logger }),
    metrics: new MetricsReader({
      journal,
      access,
      memory,
      store: metricsStore,
      deployments,
    }),
    deployments,
    statements: new FigureStatements({
      journal,
      ledger,
      access,
      memory,
      deployments,
    }),
    opener: new IncidentOpener({ keeper, groups, limits }),
    reader: new IncidentReader({
      journal,
      ledger,
      access,
      list: new IncidentListStore(),
      desk,
      limits,
    }),
  };
}

/** What the plugin consists of. */
export type Services = ReturnType<typeof createServices>;
