import { randomUUID } from 'crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { RunClock } from '@countersign/plugin-chaos-drills-common';
import { DrillPreconditions } from '@countersign/plugin-chaos-drills-node';
import { ChangeManagementService } from '@countersign/plugin-change-management-node';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import { IncidentManagementService } from '@countersign/plugin-incident-management-node';
import { Ledger } from '@countersign/plugin-ledger-node';
import { ServiceLevelFigures } from '@countersign/plugin-service-levels-node';
import { DrillAccess } from './access';
import { DrillStore } from './database/DrillStore';
import { ExperimentStore } from './database/ExperimentStore';
import { GameDayStore } from './database/GameDayStore';
import { JournalStore } from './database/JournalStore';
import { LeverStore } from './database/LeverStore';
import { ReminderStore } from './database/ReminderStore';
import { RunStore } from './database/RunStore';
import { ScheduleStore } from './database/ScheduleStore';
import { ServiceStore } from './database/ServiceStore';
import { DrillDesk } from './desks/DrillDesk';
import { DrillPlanner } from './desks/DrillPlanner';
import { DrillStarter } from './desks/DrillStarter';
import { ExperimentReader } from './desks/ExperimentReader';
import { GameDayDesk } from './desks/GameDayDesk';
import { GameDayTeller } from './desks/GameDayTeller';
import { JournalDesk } from './desks/JournalDesk';
import { LeverDesk } from './desks/LeverDesk';
import { RunReader } from './desks/RunReader';
import { ExperimentLibrary } from './experiments/ExperimentLibrary';
import { FaultProviderSet } from './experiments/FaultProviderSet';
import { Forecaster } from './experiments/Forecaster';
import { TargetResolver } from './experiments/TargetResolver';
import { ChangeDrillsReader } from './plan/ChangeDrillsReader';
import { DashboardReader } from './plan/DashboardReader';
import { DetectionReader } from './plan/DetectionReader';
import { EntityReader } from './plan/EntityReader';
import { DueTeller } from './plan/DueTeller';
import { FigureReader } from './plan/FigureReader';
import { PlanReader } from './plan/PlanReader';
import { ChangeReporter } from './runs/ChangeReporter';
import { DetectionKeeper } from './runs/DetectionKeeper';
import { DrillPlayer } from './runs/DrillPlayer';
import { RunCloser } from './runs/RunCloser';
import { machineClock, RunTools } from './runs/RunTools';
import { SpentSoFar } from './runs/SpentSoFar';
import { ChangeOpener } from './schedule/ChangeOpener';
import { ScheduleDesk } from './schedule/ScheduleDesk';
import { ScheduleKeeper } from './schedule/ScheduleKeeper';
import { Settings } from './settings';
import { DrillJournal } from './unit';

/** What drills stand on. */
export interface DrillsOptions {
  journal: DrillJournal;
  ledger: Ledger;
  access: DrillAccess;
  catalog: CatalogReader;
  faults: FaultProviderSet;
  preconditions: DrillPreconditions;
  serviceLevels: Pick<ServiceLevelFigures, 'getObjective' | 'listAlerts'>;
  changes: Pick<
    ChangeManagementService,
    'createChange' | 'getChange' | 'reportDeployment'
  >;
  incidents: Pick<IncidentManagementService, 'openProblem' | 'listIncidents'>;
  settings: Settings;
  refetch(channel: string): void;
  /** What runs are played with; those of the machine where they are absent. */
  clock?: RunClock;
  fetch?: typeof fetch;
  logger: LoggerService;
}

/** Makes what plans, starts, plays, closes and measures drills. */
export function createDrills(options: DrillsOptions) {
  const { settings, faults, access, journal } = options;
  const { plan, processes, run, pages } = settings;
  const drills = new DrillStore();
  const runs = new RunStore();
  const days = new GameDayStore();
  const experiments = new ExperimentStore();
  const journals = new JournalStore();
  const lever = new LeverStore();
  const library = new ExperimentLibrary(settings, faults);
  const tools: RunTools = {
    ...options,
    ...{ drills, runs, days, experiments, library, processes },
    settings: run,
    clock: options.clock ?? machineClock,
    fetch: options.fetch ?? fetch,
  };
  const player = new DrillPlayer(tools);
  // Of its own: what it takes from a player of this replica is that player's no more.
  const closer = new RunCloser(tools, randomUUID());
  const shared = {
    ...{ ...options, drills, runs, days },
    ...{ experiments, library, player },
  };
  const resolver = new TargetResolver(faults);
  const forecaster = new Forecaster(options.serviceLevels);
  const planner = new DrillPlanner({ ...shared, resolver, forecaster });
  const desk = new DrillDesk({ ...shared, planner });
  const schedules = new ScheduleStore();
  const gameDayDesk = new GameDayDesk(shared);
  const planReader = new PlanReader({
    ...{ ...options, drills, journals },
    services: new ServiceStore(),
    rules: plan,
  });
  return {
    ...{ player, closer, desk, gameDayDesk },
    gameDayTeller: new GameDayTeller({ ...options, desk: gameDayDesk }),
    starter: new DrillStarter({
      ...{ ...shared, resolver, forecaster, lever, desk },
      leaseMs: run.leaseMs,
    }),
    leverDesk: new LeverDesk({ ...shared, lever }),
    scheduleDesk: new ScheduleDesk({ ...shared, schedules }),
    scheduleKeeper: new ScheduleKeeper({
      ...{ ...shared, schedules, planner, pages },
      opener: new ChangeOpener({
        ...options,
        standardChanges: settings.standardChanges,
      }),
    }),
    journalDesk: new JournalDesk({ ...options, journals }),
    reader: new RunReader({
      ...{ ...shared, desk },
      spent: new SpentSoFar(options.serviceLevels, () => journal.now()),
    }),
    experimentReader: new ExperimentReader(library, access, settings),
    planReader,
    dashboardReader: new DashboardReader({
      ...{ ...options, drills, plan: planReader },
    }),
    entityReader: new EntityReader({ desk, planReader }),
    changeDrillsReader: new ChangeDrillsReader({ ...shared, desk }),
    dueTeller: new DueTeller({
      ...{ ...options, pages },
      plan: planReader,
      reminders: new ReminderStore(),
    }),
    figures: new FigureReader({ journal, drills, lever, plan: planReader }),
    detectionReader: new DetectionReader({ journal, drills, access }),
    detection: new DetectionKeeper({
      ...{ ...options, drills, days, pages },
      graceMs: run.graceMs,
    }),
    reporter: new ChangeReporter({ ...options, drills, pages }),
  };
}

/** What routes of drills delegate to. */
export type Drills = ReturnType<typeof createDrills>;
