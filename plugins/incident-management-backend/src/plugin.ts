import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { changeManagementServiceRef } from '@countersign/plugin-change-management-node';
import { chaosDrillsServiceRef } from '@countersign/plugin-chaos-drills-node';
import {
  areaDeps,
  AreaFoundation,
  AttemptLog,
  createAreaRouter,
  demoProgressServiceRef,
  MAIL_TOPIC,
  mailOutcomeSchema,
  PermissionAuthorizer,
  PlainAccess,
  pluginCaller,
  RememberingAuthorizer,
  resourcesOf,
  serveArea,
  SignedWebhooks,
  ImportDesk,
  SLACK_TOPIC,
  slackOutcomeSchema,
} from '@countersign/plugin-governance-node';
import {
  alertPermissions,
  IncidentFacts,
  incidentPermissions,
  onCallPermissions,
  problemPermissions,
  incidentImportPermissions,
} from '@countersign/plugin-incident-management-common';
import { serviceLevelsServiceRef } from '@countersign/plugin-service-levels-node';
import {
  DemoIncidents,
  demoIncidentsExtensionPoint,
  incidentResourceRef,
  incidentRules,
} from '@countersign/plugin-incident-management-node';
import { version } from '../package.json';
import { incidentKind } from './access/access';
import { registerActions } from './actions/registerActions';
import { createDemoRecords } from './demo/demoRecords';
import { incidentDatabase, raisedErrors } from './database/incidentDatabase';
import { createIntake } from './intake/createIntake';
import { createIntakeMeters } from './intake/intakeMeters';
import { INTAKE_PATH } from './intake/intakeRouter';
import { CALENDARS_PATH, createCalendarRouter } from './oncall/calendarRouter';
import { createOnCall } from './oncall/createOnCall';
import { Escalator } from './oncall/Escalator';
import { pageOf } from './oncall/pageMessages';
import { AlertQualityReader } from './metrics/AlertQualityReader';
import { DashboardReader } from './metrics/DashboardReader';
import { ActionItemStore } from './database/ActionItemStore';
import { DeliveryStore } from './database/DeliveryStore';
import { IncidentListStore } from './database/IncidentListStore';
import { ProblemStore } from './database/ProblemStore';
import { StatusStore } from './database/StatusStore';
import { RunStore } from './database/RunStore';
import { operations, recordVerbPaths } from './openapi/operations';
import { importPermissions } from './openapi/operations/imports';
import { senderOperations, senderSchemes } from './openapi/senders';
import { createProblems } from './problems/createProblems';
import { createServices } from './services/createServices';
import { StatusReader } from './services/StatusReader';
import { readSettings } from './settings';

const pluginId = 'incident-management';

/**
 * Incidents and problems: from an alert to a lesson, with the times to prove it.
 *
 * @public
 */
export const incidentManagementPlugin = createBackendPlugin({
  pluginId,
  register(env) {
    let demoIncidents: DemoIncidents | undefined;
    env.registerExtensionPoint(demoIncidentsExtensionPoint, {
      setDemoIncidents(incidents) {
        if (demoIncidents) {
          throw new Error('There are demo incidents of another module already');
        }
        demoIncidents = incidents;
      },
    });

    env.registerInit({
      deps: {
        ...areaDeps,
        changes: changeManagementServiceRef,
        demoProgress: demoProgressServiceRef,
        drills: chaosDrillsServiceRef,
        serviceLevels: serviceLevelsServiceRef,
      },
      async init(deps) {
        const { logger, scheduler } = deps;
        const settings = readSettings(deps.config);
        // Made when the foundation is there, which sends what it tells.
        const watching: { pages?: Pick<Escalator, 'observe'> } = {};
        const foundation = await AreaFoundation.open(deps, {
          ...incidentDatabase,
          title: 'Incident management',
          topic: 'Incidents',
          ledgerOrigin: settings.ledgerOrigin,
          pages: settings.pages,
          webhooks: new SignedWebhooks(settings.onCall.targets),
          observe: async (message, outcome) => {
            const page = pageOf(message);
            if (page) await watching.pages?.observe(page, outcome);
          },
        });
        if (!foundation) return;
        const { knex, ledger, onMessages } = foundation;
        const services = createServices({
          knex,
          ledger,
          onMessages,
          authorizer: new RememberingAuthorizer(
            new PermissionAuthorizer(incidentKind, deps),
          ),
          cmdb: deps.cmdb,
          changes: deps.changes,
          drills: deps.drills,
          serviceLevels: deps.serviceLevels,
          settings,
          logger,
        });

        const access = new PlainAccess(deps.permissions);
        const calls = createOnCall({
          ...deps,
          journal: services.journal,
          access,
          incidentAccess: services.access,
          pages: settings.pages,
          settings: settings.onCall,
        });
        watching.pages = calls.escalator;
        await deps.events.subscribe({
          id: `${pluginId}.mails`,
          topics: [MAIL_TOPIC],
          onEvent: async ({ eventPayload }) => {
            const outcome = mailOutcomeSchema.safeParse(eventPayload);
            if (!outcome.success) return;
            const { user, ...mail } = outcome.data;
            await calls.escalator.observeMessage('mail', user, mail);
          },
        });
        await deps.events.subscribe({
          id: `${pluginId}.slack`,
          topics: [SLACK_TOPIC],
          onEvent: async ({ eventPayload }) => {
            const outcome = slackOutcomeSchema.safeParse(eventPayload);
            if (!outcome.success) return;
            const { recipient, ...message } = outcome.data;
            await calls.escalator.observeMessage('slack', recipient, message);
          },
        });
        const intake = createIntake({
          ...deps,
          journal: services.journal,
          opener: services.opener,
          access,
          incidentAccess: services.access,
          settings: settings.intake,
          limits: settings.limits,
          roster: calls.roster,
          pages: settings.pages,
          meters: createIntakeMeters(deps.metrics, {
            knex,
            store: new DeliveryStore(),
          }),
          onJudged: calls.escalator.wake,
        });

        deps.registry.addPermissions([
          ...alertPermissions,
          ...onCallPermissions,
          ...problemPermissions,
          ...incidentImportPermissions,
        ]);
        deps.registry.addResourceType({
          resourceRef: incidentResourceRef,
          permissions: incidentPermissions,
          rules: Object.values(incidentRules),
          getResources: resourcesOf(incidentKind, async numbers => {
            const found = await services.store.find(knex, numbers);
            return found.map(({ facts }): IncidentFacts => facts);
          }),
        });
        // Senders and calendars cannot sign in: each shows what configuration gave it.
        deps.httpRouter.use(intake.router);
        deps.httpRouter.use(
          createCalendarRouter({
            tokens: settings.onCall.calendarTokens,
            desk: calls.desk,
            logger,
          }),
        );
        for (const path of [INTAKE_PATH, CALENDARS_PATH]) {
          deps.httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
        }
        const problems = createProblems({
          ...services,
          ledger,
          plainAccess: access,
        });
        const imports = {
          ...{ knex, ledger, access },
          permissions: importPermissions,
          knownItems: (refs: readonly string[]) => services.catalog.known(refs),
        };
        const attempts = new AttemptLog(deps);
        serveArea(
          deps,
          createAreaRouter({
            ...deps,
            operations,
            elsewhere: senderOperations,
            services: {
              ...services,
              alerts: intake.desk,
              ...problems,
              onCall: calls.desk,
              status: new StatusReader({
                ...services,
                calendar: intake.calendar,
                store: new StatusStore(),
              }),
              quality: new AlertQualityReader({
                ...services,
                access,
                incidentAccess: services.access,
                runs: new RunStore(),
              }),
              dashboard: new DashboardReader({
                ...services,
                plainAccess: access,
                list: new IncidentListStore(),
                problems: new ProblemStore(),
                actions: new ActionItemStore(),
              }),
              imports: {
                incident: new ImportDesk({ ...imports, kind: 'incident' }),
                problem: new ImportDesk({ ...imports, kind: 'problem' }),
              },
            },
            attempts,
            verbsOf: recordVerbPaths,
            raised: raisedErrors,
            area: {
              pluginId,
              title: 'Incident management',
              version,
              securitySchemes: senderSchemes,
              description:
                'Incidents from their declaration to their end. Answers are typed in @countersign/plugin-incident-management-common. Writes take an Idempotency-Key.',
            },
          }),
          raisedErrors,
        );
        registerActions({
          registry: deps.actions,
          services,
          attempts,
          pages: settings.pages,
        });
        await foundation.start();
        await intake.start();
        calls.escalator.start();
        services.dueActions.start();
        await scheduler.scheduleTask({
          id: 'close',
          frequency: { minutes: 5 },
          timeout: { minutes: 5 },
          fn: async () => {
            try {
              await services.desk.closeDue(pluginCaller(pluginId));
            } catch (error) {
              logger.warn(
                `Resolved incidents could not be closed, tried again soon: ${stringifyError(
                  error,
                )}`,
              );
            }
          },
        });
        await scheduler.scheduleTask({
          id: 'clear-alerts',
          frequency: { hours: 1 },
          timeout: { minutes: 30 },
          initialDelay: { minutes: 2 },
          fn: async () => {
            try {
              await intake.clearer.clear();
            } catch (error) {
              logger.warn(
                `Alerts that are over could not be cleared, tried again in an hour: ${stringifyError(
                  error,
                )}`,
              );
            }
          },
        });
        const demoRecords =
          settings.demo && demoIncidents
            ? createDemoRecords({
                ...deps,
                knex,
                ledger,
                onMessages,
                settings,
                pages: settings.pages,
                incidents: demoIncidents,
                progress: deps.demoProgress,
              })
            : undefined;
        deps.lifecycle.addStartupHook(() => demoRecords?.start());
        deps.lifecycle.addShutdownHook(async () => {
          await demoRecords?.stop();
          await intake.stop();
          await calls.escalator.stop();
          await services.dueActions.stop();
          await foundation.stop();
        });
      },
    });
  },
});
