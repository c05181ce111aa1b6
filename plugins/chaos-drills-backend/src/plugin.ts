import {
  createBackendPlugin,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { changeManagementServiceRef } from '@countersign/plugin-change-management-node';
import { drillPermissions } from '@countersign/plugin-chaos-drills-common';
import { faultProvidersExtensionPoint } from '@countersign/plugin-chaos-drills-node';
import { CatalogReader } from '@countersign/plugin-cmdb-node';
import {
  areaDeps,
  AreaFoundation,
  AttemptLog,
  createAreaRouter,
  Journal,
  serveArea,
} from '@countersign/plugin-governance-node';
import { incidentManagementServiceRef } from '@countersign/plugin-incident-management-node';
import { serviceLevelsServiceRef } from '@countersign/plugin-service-levels-node';
import { version } from '../package.json';
import { DrillAccess } from './access';
import { registerActions } from './actions/registerActions';
import { createDrills } from './createDrills';
import { FaultProviderSet } from './experiments/FaultProviderSet';
import { drillOperations, drillVerbPath } from './openapi/drillOperations';
import {
  gameDayOperations,
  gameDayVerbPath,
} from './openapi/gameDayOperations';
import { otherOperations } from './openapi/otherOperations';
import { scheduleOperations } from './openapi/scheduleOperations';
import { publishFigures } from './plan/FigureReader';
import { raisedErrors } from './raisedErrors';
import { readSettings } from './settings';
import { drillJournalOptions, pluginId } from './unit';
import { OtherAreas } from './world/OtherAreas';

/**
 * Chaos drills: planned, started under an approved change, and measured against what was predicted.
 *
 * @public
 */
export const chaosDrillsPlugin = createBackendPlugin({
  pluginId,
  register(env) {
    const faults = new FaultProviderSet();
    env.registerExtensionPoint(faultProvidersExtensionPoint, {
      addProvider: provider => faults.add(provider),
    });

    env.registerInit({
      deps: {
        ...areaDeps,
        changes: changeManagementServiceRef,
        incidents: incidentManagementServiceRef,
        serviceLevels: serviceLevelsServiceRef,
      },
      async init(deps) {
        const { metrics, scheduler, signals } = deps;
        const settings = readSettings(deps.config);
        const foundation = await AreaFoundation.open(deps, {
          pluginId,
          title: 'Chaos drills',
          topic: 'Drills',
          ledgerOrigin: settings.ledgerOrigin,
          pages: settings.pages,
          migrations: resolvePackagePath(
            '@countersign/plugin-chaos-drills-backend',
            'migrations',
          ),
        });
        if (!foundation) return;
        const { knex, ledger, onMessages } = foundation;
        const catalog = new CatalogReader(deps.cmdb);
        const drills = createDrills({
          ...deps,
          ...{ ledger, catalog, faults, settings },
          journal: new Journal({
            ...drillJournalOptions,
            ...{ knex, ledger, onMessages },
          }),
          access: new DrillAccess(deps.permissions),
          preconditions: new OtherAreas({
            ...{ ...deps, catalog },
            hours: settings.hours,
            standardChanges: settings.standardChanges,
          }),
          refetch: channel => {
            signals
              .publish({
                recipients: { type: 'broadcast' },
                channel,
                message: { action: 'refetch' },
              })
              .catch(() => undefined);
          },
        });
        publishFigures(metrics, drills.figures, drills.detectionReader);

        deps.registry.addPermissions(drillPermissions);
        const attempts = new AttemptLog(deps);
        registerActions({
          ...{ drills, attempts },
          registry: deps.actions,
          pages: settings.pages,
        });
        serveArea(
          deps,
          createAreaRouter({
            ...deps,
            operations: [
              ...drillOperations,
              ...gameDayOperations,
              ...otherOperations,
              ...scheduleOperations,
            ],
            services: drills,
            attempts,
            verbsOf: [drillVerbPath, gameDayVerbPath],
            raised: raisedErrors,
            area: {
              pluginId,
              title: 'Chaos drills',
              version,
              description:
                'Experiments as code, their drills, the plan of them, and the lever that stops all. Answers are typed in @countersign/plugin-chaos-drills-common. Writes take an Idempotency-Key.',
            },
          }),
          raisedErrors,
        );
        await foundation.start();
        drills.closer.start();
        await scheduler.scheduleTask({
          id: 'measure-drills',
          frequency: { seconds: 15 },
          timeout: { minutes: 5 },
          fn: () => drills.detection.look(),
        });
        await scheduler.scheduleTask({
          id: 'report-drills',
          frequency: { seconds: 15 },
          timeout: { minutes: 5 },
          fn: () => drills.reporter.look(),
        });
        await scheduler.scheduleTask({
          id: 'tell-due-drills',
          frequency: { hours: 1 },
          timeout: { minutes: 5 },
          initialDelay: { minutes: 1 },
          fn: () => drills.dueTeller.look(),
        });
        await scheduler.scheduleTask({
          id: 'plan-scheduled-drills',
          frequency: { minutes: 1 },
          timeout: { minutes: 5 },
          initialDelay: { minutes: 1 },
          fn: () => drills.scheduleKeeper.look(),
        });
        deps.lifecycle.addShutdownHook(async () => {
          await drills.closer.stop();
          await drills.player.leave();
          await foundation.stop();
        });
      },
    });
  },
});
