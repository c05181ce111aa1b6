import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { EventsService } from '@backstage/plugin-events-node';
import { ChangeManagementService } from '@countersign/plugin-change-management-node';
import { ChaosDrillsService } from '@countersign/plugin-chaos-drills-node';
import { CatalogReader, CmdbService } from '@countersign/plugin-cmdb-node';
import { AreaPages, PlainAccess } from '@countersign/plugin-governance-node';
import { IncidentLimits } from '@countersign/plugin-incident-management-common';
import { ALERT_EVENT_TOPIC } from '@countersign/plugin-service-levels-node';
import { setTimeout as delay } from 'timers/promises';
import { IncidentAccess } from '../access/IncidentAccess';
import { AlertGroupStore } from '../database/AlertGroupStore';
import { AlertListStore } from '../database/AlertListStore';
import { AlertStore } from '../database/AlertStore';
import { ClearingStore } from '../database/ClearingStore';
import { DeadLetterStore } from '../database/DeadLetterStore';
import { DeliveryStore } from '../database/DeliveryStore';
import { GroupStore } from '../database/GroupStore';
import { HealthStore } from '../database/HealthStore';
import { IncidentStore } from '../database/IncidentStore';
import { OpenIncidentStore } from '../database/OpenIncidentStore';
import { PayloadStore } from '../database/PayloadStore';
import { RunStore } from '../database/RunStore';
import { SilenceStore } from '../database/SilenceStore';
import { OnCallRoster } from '../oncall/OnCallRoster';
import { AlertDesk } from '../services/AlertDesk';
import { GroupReader } from '../services/GroupReader';
import { IncidentJournal } from '../services/IncidentKeeper';
import { IncidentOpener } from '../services/IncidentOpener';
import { AlertClearer } from './AlertClearer';
import { ChangeCalendar } from './ChangeCalendar';
import { DeliveryWriter } from './DeliveryWriter';
import { GroupJudge } from './GroupJudge';
import { IntakeMeters } from './intakeMeters';
import { createIntakeRouter } from './intakeRouter';
import { IntakeWorker } from './IntakeWorker';
import { RunningDrills } from './RunningDrills';
import { IntakeSettings } from './settings';
import { SERVICE_LEVELS, SignalKeeper } from './SignalKeeper';
import { UnmappedTeller } from './UnmappedTeller';

/** While the database is away, alerts of this portal itself are held in memory so long. */
const ATTEMPTS = 20;

/** Makes what takes alerts in. */
export function createIntake(options: {
  journal: IncidentJournal;
  opener: IncidentOpener;
  access: PlainAccess;
  incidentAccess: IncidentAccess;
  cmdb: CmdbService;
  changes: Pick<ChangeManagementService, 'getCalendar' | 'listScheduleRules'>;
  drills: Pick<ChaosDrillsService, 'listDrills'>;
  events: EventsService;
  logger: LoggerService;
  settings: IntakeSettings;
  limits: IncidentLimits;
  roster: OnCallRoster;
  pages: AreaPages;
  /** Absent, nobody watches: as for records of the demo. */
  meters?: IntakeMeters;
  /** Called after groups were judged: there may be somebody to tell. */
  onJudged?: () => void;
}) {
  const { journal, cmdb, logger, settings, events } = options;
  const { knex } = journal;
  const stores = {
    payloads: new PayloadStore(),
    alerts: new AlertStore(),
    deadLetters: new DeadLetterStore(),
    deliveries: new DeliveryStore(),
    groups: new GroupStore(),
    health: new HealthStore(),
    incidents: new IncidentStore(),
    silences: new SilenceStore(),
  };
  const { deliveries, deadLetters } = stores;
  const calendar = new ChangeCalendar({ changes: options.changes, logger });
  const worker = new IntakeWorker({
    journal,
    ...stores,
    open: new OpenIncidentStore(),
    keeper: new SignalKeeper({ ...stores, rules: settings.mapping }),
    judge: new GroupJudge({
      ...stores,
      runs: new RunStore(),
      standings: new AlertGroupStore(),
      opener: options.opener,
      teller: new UnmappedTeller({
        tell: settings.tellsUnmapped,
        roster: options.roster,
        pages: options.pages,
      }),
      policy: {
        ...settings,
        reopenWindowMs: options.limits.reopenWithin,
      },
      rules: settings.mapping,
      keepsMaintenance: settings.keepsMaintenance,
    }),
    calendar,
    drills: new RunningDrills(options),
    cmdb,
    logger,
    onJudged: options.onJudged ?? (() => {}),
    onTaken: options.meters?.became,
  });
  const writer = new DeliveryWriter({
    knex,
    store: deliveries,
    onWritten: worker.wake,
  });

  return {
    worker,
    calendar,
    clearer: new AlertClearer({
      journal,
      groups: stores.groups,
      store: new ClearingStore(),
      keptMs: settings.keptMs,
    }),
    desk: new AlertDesk({
      journal,
      ...stores,
      access: options.access,
      reader: new GroupReader({
        access: options.incidentAccess,
        incidents: stores.incidents,
        limits: options.limits,
      }),
      catalog: new CatalogReader(cmdb),
      calendar,
      settings,
      lists: new AlertListStore(),
      onDue: worker.wake,
    }),
    router: createIntakeRouter({
      integrations: settings.integrations,
      writer,
      logger,
      timings: options.meters?.deliveries,
      onTooLarge: async ({ name, kind }, bytes) => {
        const size = bytes
          ? `${(bytes / 1024 / 1024).toFixed(1)} MB`
          : 'more than 4 MB';
        await deadLetters.add(knex, [
          {
            integration: name,
            kind,
            body: undefined,
            problems: [
              `A payload of ${size} was refused: 4 MB are taken. Let the sender put fewer alerts into one, such as by max_alerts of Alertmanager's webhook`,
            ],
            receivedAt: journal.now(),
          },
        ]);
      },
    }),
    /** Begins to take in what waits, and the alerts of this portal itself. */
    async start() {
      worker.start();
      await events.subscribe({
        id: 'incident-management',
        topics: [ALERT_EVENT_TOPIC],
        async onEvent({ eventPayload }) {
          const delivery = {
            integration: SERVICE_LEVELS,
            kind: SERVICE_LEVELS,
            body: JSON.stringify(eventPayload),
            receivedAt: journal.now(),
          };
          for (let attempt = 1; ; attempt++) {
            try {
              await writer.write(delivery);
              return;
            } catch (error) {
              if (attempt === ATTEMPTS) throw error;
              logger.warn(
                `An alert of service levels waits to be recorded: ${stringifyError(
                  error,
                )}`,
              );
              await delay(Math.min(100 * 2 ** attempt, 30_000));
            }
          }
        },
      });
    },
    stop: () => worker.stop(),
  };
}
