import { LoggerService } from '@backstage/backend-plugin-api';
import { IncidentManagementService } from '@countersign/plugin-incident-management-node';
import { SnapshotStore } from '@countersign/plugin-compliance-evidence-node';
import { NoteSigner } from '@countersign/plugin-ledger-common';
import { Ledger } from '@countersign/plugin-ledger-node';
import { Authorizer } from './access';
import { DeliveryStore } from './database/DeliveryStore';
import { ErasureStore } from './database/ErasureStore';
import { EvidenceStore } from './database/EvidenceStore';
import { KeepingStore } from './database/KeepingStore';
import { ProgressStore } from './database/ProgressStore';
import { ReportVersionStore } from './database/ReportVersionStore';
import { ResultStore } from './database/ResultStore';
import { RunStore } from './database/RunStore';
import { TroubleStore } from './database/TroubleStore';
import { EvidenceJournal } from './entries';
import { Mailer } from './mail/Mailer';
import { ReportLibrary } from './reports/ReportLibrary';
import { ReportReader } from './reports/ReportReader';
import { deliverPhase } from './runs/deliverPhase';
import { Eraser } from './runs/Eraser';
import { IncidentRaiser } from './runs/IncidentRaiser';
import { KeepingDesk } from './runs/KeepingDesk';
import { logPhase } from './runs/logPhase';
import { OpenFindings, reconcilePhase } from './runs/reconcilePhase';
import { Render, renderPhase } from './runs/renderPhase';
import { RunTools } from './runs/RunContext';
import { RunDesk } from './runs/RunDesk';
import { RunReader } from './runs/RunReader';
import { createRunSource } from './runs/runSource';
import { RunWorker, WorkerOptions } from './runs/RunWorker';
import { ScheduleKeeper } from './runs/ScheduleKeeper';
import { snapshotPhase } from './runs/snapshotPhase';
import { stagePhase } from './runs/stagePhase';
import { RunSource } from './assurance/ports';
import { Settings } from './settings';
import { EvidenceSources } from './sources/EvidenceSources';
import { VerifierPage } from './verifier/VerifierPage';

/** What runs and reports stand on. */
export interface RunsOptions {
  journal: EvidenceJournal;
  ledger: Ledger;
  signer: NoteSigner;
  authorizer: Authorizer;
  sources: EvidenceSources;
  store: SnapshotStore;
  settings: Pick<
    Settings,
    | 'reportsFolder'
    | 'run'
    | 'alerts'
    | 'mail'
    | 'incidents'
    | 'retention'
    | 'verifyPage'
    | 'pages'
  >;
  incidents: Pick<IncidentManagementService, 'declareIncident'>;
  render: Render;
  /** Makes what turns answers into findings, over what it sees of runs. */
  findings(runs: RunSource): OpenFindings;
  refetch(channel: string): void;
  logger: LoggerService;
  /** Called once a run is over, with the phase that failed. */
  onEnded?: WorkerOptions['onEnded'];
}

/** Makes what asks for runs, works on them, and shows them and their reports. */
export function createRuns(options: RunsOptions) {
  const { journal, ledger, settings, logger } = options;
  const { knex } = journal;
  const runs = new RunStore();
  const progress = new ProgressStore();
  const evidence = new EvidenceStore();
  const results = new ResultStore();
  const deliveries = new DeliveryStore();
  const versions = new ReportVersionStore();
  const erasures = new ErasureStore();
  const keepings = new KeepingStore();
  const library = new ReportLibrary(settings.reportsFolder);
  const mailer = settings.mail && new Mailer(settings.mail);
  const stores = {
    runs,
    progress,
    evidence,
    results,
    deliveries,
    versions,
    erasures,
    keepings,
  };
  const { erase, holds } = settings.retention;
  const reading = { ...options, ...stores, knex, holds };
  const reader = new RunReader(reading);
  const runSource = createRunSource({ ...reading, reader, library });
  const openFindings = options.findings(runSource);
  const tools: RunTools = {
    ...options,
    ...stores,
    settings: settings.run,
  };
  const { alerts, pages } = settings;
  const troubles = settings.incidents && new TroubleStore();
  const raiser =
    troubles &&
    new IncidentRaiser({
      ...options,
      runs,
      troubles,
      settings: settings.incidents!,
      pages,
    });
  const worker = new RunWorker({
    tools,
    versions,
    troubles,
    alerts,
    logger,
    onEnded: options.onEnded,
    work: {
      snapshot: context => snapshotPhase(context, options.sources),
      stage: stagePhase,
      reconcile: context => reconcilePhase(context, openFindings),
      render: context =>
        renderPhase(context, {
          render: options.render,
          origin: ledger.origin,
          pages,
        }),
      log: context => logPhase(context, options),
      deliver: context =>
        deliverPhase(context, {
          deliveries,
          mailer,
          pages,
          alerts,
          retryAfterMs: settings.run.retryAfterMs,
        }),
    },
  });
  const desk = new RunDesk({
    ...options,
    ...stores,
    library,
    reader,
    journal,
    mailDomain: mailer?.domain ?? 'countersign.invalid',
    wake: worker.wake,
  });
  const eraser = new Eraser({
    ...options,
    ...stores,
    afterItsTime: erase,
    holds,
  });
  return {
    stores,
    desk,
    reader,
    journal,
    worker,
    raiser,
    eraser,
    keepingDesk: new KeepingDesk({ ...options, ...stores, reader, eraser }),
    library,
    verifier: new VerifierPage({ ...options, file: settings.verifyPage }),
    runSource,
    reports: new ReportReader({ ...options, knex, library, runs }),
    schedules: new ScheduleKeeper({
      journal,
      library,
      runs,
      desk,
      troubles,
      alerts,
      logger,
      wake: worker.wake,
    }),
    runs,
  };
}

/** What routes of runs and reports delegate to. */
export type Runs = ReturnType<typeof createRuns>;
