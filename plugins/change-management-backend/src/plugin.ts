import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { changeManagementPermissions } from '@countersign/plugin-change-management-common';
import {
  changeRequestResourceRef,
  changeRequestRules,
  DemoChanges,
  demoChangesExtensionPoint,
  riskFactorExtensionPoint,
  riskFloorExtensionPoint,
} from '@countersign/plugin-change-management-node';
import { cmdbServiceRef } from '@countersign/plugin-cmdb-node';
import { demoProgressServiceRef } from '@countersign/plugin-governance-node';
import { Handler } from 'express';
import {
  AttemptLog,
  PermissionAuthorizer,
  RememberingAuthorizer,
  tokenWarnings,
  OutboxStore,
  createDeliver,
  OutboxDispatcher,
  explainErrors,
  stayIdle,
} from '@countersign/plugin-governance-node';
import {
  createLedgerSigner,
  hasLedgerKey,
  Ledger,
  readRoleDemand,
} from '@countersign/plugin-ledger-node';
import { changeKind, resourceOf } from './access/Authorizer';
import { raisedErrors } from './database/databaseErrors';
import { registerActions } from './actions/registerActions';
import { ChangeStore } from './database/ChangeStore';
import { openChangeDatabase } from './database/changeDatabase';
import { createDemoRecords } from './demo/demoRecords';
import { PlanReader } from './plans/PlanReader';
import { RiskSources } from './risk/RiskSources';
import { createRouter } from './router';
import { createServices } from './services/createServices';
import { readSettings } from './settings';
import { scheduleTasks } from './tasks';

/**
 * Change management: requests, approvals, risk, the calendar, the deployment gate and reconciliation.
 *
 * @public
 */
export const changeManagementPlugin = createBackendPlugin({
  pluginId: 'change-management',
  register(env) {
    const riskSources = new RiskSources();
    env.registerExtensionPoint(riskFactorExtensionPoint, riskSources);
    env.registerExtensionPoint(riskFloorExtensionPoint, riskSources);

    let demoChanges: DemoChanges | undefined;
    env.registerExtensionPoint(demoChangesExtensionPoint, {
      setDemoChanges(changes) {
        if (demoChanges) {
          throw new Error('There are demo changes of another module already');
        }
        demoChanges = changes;
      },
    });

    env.registerInit({
      deps: {
        actions: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        cmdb: cmdbServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        demoProgress: demoProgressServiceRef,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        registry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
      },
      async init(deps) {
        const { config, database, httpAuth, logger, scheduler } = deps;
        if (!hasLedgerKey(config)) {
          stayIdle(
            deps,
            'Change management is idle: it needs a key that signs its ledger. Set ledger.signingKeyFile to a file made with `openssl genpkey -algorithm ed25519`.',
          );
          return;
        }
        const settings = readSettings(config);
        tokenWarnings(config, {
          id: 'change-management',
          title: 'change management',
        }).forEach(warning => logger.warn(warning));
        const knex = await openChangeDatabase(database);
        const ledger = await Ledger.create({
          database,
          origin: settings.ledgerOrigin,
          signer: createLedgerSigner(config),
          logger,
          databaseRole: readRoleDemand(config),
        });
        const outbox = new OutboxStore();
        deps.metrics
          .createObservableGauge('change_management.outbox.parked', {
            description: 'Messages that nobody took and that are set aside',
          })
          .addCallback(async result => {
            result.observe(await outbox.countParked(knex));
          });
        const dispatcher = new OutboxDispatcher({
          knex,
          store: outbox,
          deliver: createDeliver(deps, {
            topic: 'Changes',
            pages: settings.pages,
          }),
          logger,
        });
        const planReader = new PlanReader({ logger });
        const common = {
          knex,
          ledger,
          cmdb: deps.cmdb,
          settings,
          logger,
          riskSources,
          planReader,
          onMessages: () => dispatcher.wake(),
        };
        const authorizer = new RememberingAuthorizer(
          new PermissionAuthorizer(changeKind, deps),
        );
        const services = createServices({ ...common, authorizer });

        deps.registry.addResourceType({
          resourceRef: changeRequestResourceRef,
          permissions: changeManagementPermissions,
          rules: Object.values(changeRequestRules),
          getResources: async numbers => {
            const found = await new ChangeStore().findMany(knex, numbers);
            const byNumber = new Map(
              found.map(stored => [stored.change.number, resourceOf(stored)]),
            );
            return numbers.map(number => byNumber.get(number));
          },
        });
        const attempts = new AttemptLog(deps);
        registerActions({
          registry: deps.actions,
          services,
          attempts,
          pages: settings.pages,
        });
        deps.httpRouter.use(
          createRouter({ httpAuth, logger, services, attempts, authorizer }),
        );
        // Once more, for the routes that the framework gives the plugin: its actions. The type knows of no handler of
        // errors, the router takes it as Express does.
        deps.httpRouter.use(
          explainErrors(logger, raisedErrors) as unknown as Handler,
        );
        deps.httpRouter.addAuthPolicy({
          path: '/openapi.json',
          allow: 'unauthenticated',
        });

        await services.policies.activate();
        await ledger.start(scheduler);
        await scheduleTasks({
          scheduler,
          logger,
          housekeeping: services.housekeeping,
          owners: services.owners,
          dispatcher,
        });
        if (settings.demo && !demoChanges) {
          const reason =
            'governance.demo is on, but no module brings demo changes';
          deps.demoProgress.report('change-management', {
            state: 'none',
            reason,
          });
          logger.warn(`${reason}.`);
        }
        const demoRecords =
          settings.demo && demoChanges
            ? createDemoRecords({
                ...common,
                changes: demoChanges,
                progress: deps.demoProgress,
              })
            : undefined;
        deps.lifecycle.addStartupHook(() => demoRecords?.start());
        deps.lifecycle.addShutdownHook(async () => {
          await demoRecords?.stop();
          await ledger.stop();
          await dispatcher.stop();
          await planReader.stop();
        });
      },
    });
  },
});
