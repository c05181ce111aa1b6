import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { changeManagementServiceRef } from '@countersign/plugin-change-management-node';
import {
  areaDeps,
  AreaFoundation,
  AttemptLog,
  createAreaRouter,
  PermissionAuthorizer,
  pluginCaller,
  RememberingAuthorizer,
  resourcesOf,
  serveArea,
} from '@countersign/plugin-governance-node';
import {
  IncidentFacts,
  incidentPermissions,
} from '@countersign/plugin-incident-management-common';
import {
  incidentResourceRef,
  incidentRules,
} from '@countersign/plugin-incident-management-node';
import { version } from '../package.json';
import { incidentKind } from './access/access';
import { incidentDatabase, raisedErrors } from './database/incidentDatabase';
import { incidentVerbPaths, operations } from './openapi/operations';
import { createServices } from './services/createServices';
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
    env.registerInit({
      deps: { ...areaDeps, changes: changeManagementServiceRef },
      async init(deps) {
        const { logger, scheduler } = deps;
        const settings = readSettings(deps.config);
        const foundation = await AreaFoundation.open(deps, {
          ...incidentDatabase,
          title: 'Incident management',
          topic: 'Incidents',
          ledgerOrigin: settings.ledgerOrigin,
          pages: settings.pages,
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
          settings,
        });

        deps.registry.addResourceType({
          resourceRef: incidentResourceRef,
          permissions: incidentPermissions,
          rules: Object.values(incidentRules),
          getResources: resourcesOf(incidentKind, async numbers => {
            const found = await services.store.find(knex, numbers);
            return found.map(({ facts }): IncidentFacts => facts);
          }),
        });
        serveArea(
          deps,
          createAreaRouter({
            ...deps,
            operations,
            services,
            attempts: new AttemptLog(deps),
            verbsOf: [incidentVerbPaths],
            raised: raisedErrors,
            area: {
              pluginId,
              title: 'Incident management',
              version,
              description:
                'Incidents from their declaration to their end. Answers are typed in @countersign/plugin-incident-management-common. Writes take an Idempotency-Key.',
            },
          }),
          raisedErrors,
        );
        await foundation.start();
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
        deps.lifecycle.addShutdownHook(() => foundation.stop());
      },
    });
  },
});
