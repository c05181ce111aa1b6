import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { changeManagementServiceRef } from '@countersign/plugin-change-management-node';
import {
  areaDeps,
  AreaFoundation,
  AttemptLog,
  createAreaRouter,
  demoProgressServiceRef,
  OPENAPI_PATH,
  publishGauges,
  SignedWebhooks,
  Timings,
} from '@countersign/plugin-governance-node';
import { serviceLevelsPermissions } from '@countersign/plugin-service-levels-common';
import {
  DemoServiceLevelRecords,
  demoServiceLevelsExtensionPoint,
  ServiceLevelSource,
  serviceLevelSourcesExtensionPoint,
} from '@countersign/plugin-service-levels-node';
import { version } from '../package.json';
import { createDemoRecords } from './demo/demoRecords';
import { serviceLevelDatabase } from './database/serviceLevelDatabase';
import { SourceStore } from './database/SourceStore';
import { SOURCE } from './engine/Engine';
import { operations } from './openapi/operations';
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

    let demoServiceLevels: DemoServiceLevelRecords | undefined;
    env.registerExtensionPoint(demoServiceLevelsExtensionPoint, {
      setDemoServiceLevels(records) {
        if (demoServiceLevels) {
          throw new Error(
            'There are demo service levels of another module already',
          );
        }
        demoServiceLevels = records;
      },
    });

    env.registerInit({
      deps: {
        ...areaDeps,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        changes: changeManagementServiceRef,
        demoProgress: demoProgressServiceRef,
      },
      async init(deps) {
        const { logger, scheduler } = deps;
        const settings = readSettings(deps.config);
        const foundation = await AreaFoundation.open(deps, {
          ...serviceLevelDatabase,
          title: 'Service levels',
          topic: 'SLOs',
          ledgerOrigin: settings.ledgerOrigin,
          pages: settings.pages,
          webhooks: new SignedWebhooks(settings.webhooks),
        });
        if (!foundation) return;
        const services = createServices({
          ...deps,
          ...foundation,
          sources,
          limits: settings.limits,
          settings,
          timings: new Timings(
            deps.metrics,
            'service_levels.evaluation.duration',
            'How long it takes to read a source and evaluate what it measures',
          ),
        });
        publishGauges(deps.metrics, [
          {
            name: 'service_levels.evaluation.lag',
            description: 'How long a source of metrics has been due to be read',
            unit: 's',
            async read() {
              const lags = await new SourceStore().lags(
                foundation.knex,
                [...sources.keys()],
                new Date(),
              );
              return lags.map(({ name, seconds }) => ({
                value: seconds,
                labels: { [SOURCE]: name },
              }));
            },
          },
        ]);
        await services.prepare();

        deps.registry.addPermissions(serviceLevelsPermissions);
        deps.httpRouter.use(
          createAreaRouter({
            ...deps,
            operations,
            services,
            attempts: new AttemptLog(deps),
            area: {
              pluginId: 'service-levels',
              title: 'Service levels',
              version,
              description:
                'Objectives, how they stand, what was counted, and alerts. Answers are typed in @countersign/plugin-service-levels-common. Writes take an Idempotency-Key.',
            },
          }),
        );
        deps.httpRouter.addAuthPolicy({
          path: OPENAPI_PATH,
          allow: 'unauthenticated',
        });

        await services.errorBudgets.activate();
        await foundation.start();
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
          id: 'corrections',
          frequency: { minutes: 1 },
          timeout: { minutes: 2 },
          fn: () =>
            attempt('Corrections could not be looked at again', async () => {
              const n = await services.correctionRefresher.refresh();
              if (n) logger.info(`${n} changes of corrections are other now`);
            }),
        });
        await scheduler.scheduleTask({
          id: 'counts',
          frequency: { minutes: 10 },
          timeout: { minutes: 10 },
          fn: () =>
            attempt('What was counted could not be recorded', () =>
              services.counts.record(),
            ),
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
        // A portal whose module brings none has none: not every portal shows this estate.
        const demoRecords =
          settings.demo && demoServiceLevels
            ? createDemoRecords({
                ...deps,
                ...foundation,
                sources,
                settings,
                records: demoServiceLevels,
                progress: deps.demoProgress,
              })
            : undefined;
        deps.lifecycle.addStartupHook(() => {
          demoRecords?.start();
          if (settings.evaluates) services.pulse.start();
        });
        deps.lifecycle.addShutdownHook(async () => {
          await demoRecords?.stop();
          services.engine.stop();
          await services.pulse.stop();
          await foundation.stop();
        });
      },
    });
  },
});
