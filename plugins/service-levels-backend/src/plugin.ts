import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { cmdbServiceRef } from '@countersign/plugin-cmdb-node';
import {
  createDeliver,
  OutboxDispatcher,
  OutboxStore,
  stayIdle,
} from '@countersign/plugin-governance-node';
import {
  createLedgerSigner,
  hasLedgerKey,
  Ledger,
  readRoleDemand,
} from '@countersign/plugin-ledger-node';
import { serviceLevelsPermissions } from '@countersign/plugin-service-levels-common';
import {
  ServiceLevelSource,
  serviceLevelSourcesExtensionPoint,
} from '@countersign/plugin-service-levels-node';
import { openServiceLevelDatabase } from './database/serviceLevelDatabase';
import { createRouter } from './router';
import { createServices } from './services/createServices';
import { readSettings } from './settings';

/**
 * Service levels: what services promise, how much of it is left, and alerts before it is gone.
 *
 * @public
 */
export const serviceLevelsPlugin = createBackendPlugin({
  pluginId: 'service-levels',
  register(env) {
    const sources = new Map<string, ServiceLevelSource>();
    env.registerExtensionPoint(serviceLevelSourcesExtensionPoint, {
      addSource(source) {
        if (sources.has(source.name)) {
          throw new Error(`There are two sources called ${source.name}`);
        }
        sources.set(source.name, source);
      },
    });

    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        cmdb: cmdbServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        registry: coreServices.permissionsRegistry,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
      },
      async init(deps) {
        const { config, database, logger, scheduler } = deps;
        if (!hasLedgerKey(config)) {
          stayIdle(
            deps,
            'Service levels are idle: they need a key that signs their ledger. Set ledger.signingKeyFile to a file made with `openssl genpkey -algorithm ed25519`.',
          );
          return;
        }
        const settings = readSettings(config);
        const knex = await openServiceLevelDatabase(database);
        const ledger = await Ledger.create({
          database,
          origin: settings.ledgerOrigin,
          signer: createLedgerSigner(config),
          logger,
          databaseRole: readRoleDemand(config),
        });
        const dispatcher = new OutboxDispatcher({
          knex,
          store: new OutboxStore(),
          deliver: createDeliver(deps, {
            topic: 'Service levels',
            pages: settings.pages,
          }),
          logger,
        });
        const services = createServices({
          ...deps,
          knex,
          ledger,
          sources,
          onMessages: () => dispatcher.wake(),
        });
        await services.prepare();

        deps.registry.addPermissions(serviceLevelsPermissions);
        deps.httpRouter.use(
          createRouter({ httpAuth: deps.httpAuth, logger, services }),
        );
        deps.httpRouter.addAuthPolicy({
          path: '/openapi.json',
          allow: 'unauthenticated',
        });

        await ledger.start(scheduler);
        const attempt = async (what: string, work: () => Promise<unknown>) => {
          try {
            await work();
          } catch (error) {
            logger.warn(`${what}, tried again soon: ${stringifyError(error)}`);
          }
        };
        await scheduler.scheduleTask({
          id: 'definitions',
          frequency: { seconds: 30 },
          timeout: { minutes: 2 },
          fn: () =>
            attempt('Definitions could not be read', async () => {
              const n = await services.definitions.refresh();
              if (n) logger.info(`${n} objectives are new, other or gone`);
            }),
        });
        await scheduler.scheduleTask({
          id: 'forget',
          frequency: { hours: 1 },
          timeout: { minutes: 10 },
          fn: () =>
            attempt('Old steps could not be forgotten', () =>
              services.forget(),
            ),
        });
        await scheduler.scheduleTask({
          id: 'outbox',
          frequency: { seconds: 5 },
          timeout: { minutes: 5 },
          scope: 'local',
          fn: async () => dispatcher.wake(),
        });
        deps.lifecycle.addStartupHook(() => {
          if (settings.evaluates) services.pulse.start();
        });
        deps.lifecycle.addShutdownHook(async () => {
          services.engine.stop();
          await services.pulse.stop();
          await ledger.stop();
          await dispatcher.stop();
        });
      },
    });
  },
});
