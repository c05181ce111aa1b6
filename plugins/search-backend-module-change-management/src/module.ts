import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import {
  changeManagementServiceRef,
  readChangePages,
} from '@countersign/plugin-change-management-node';
import { ChangeCollatorFactory } from './ChangeCollatorFactory';
import { EntityNames } from './EntityNames';

const SCHEDULE = 'search.collators.changeRequests.schedule';

/**
 * Adds change requests to the portal's search.
 *
 * @public
 */
export const searchModuleChangeManagement = createBackendModule({
  pluginId: 'search',
  moduleId: 'change-requests',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        changes: changeManagementServiceRef,
        config: coreServices.rootConfig,
        index: searchIndexRegistryExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, catalog, changes, config, index, scheduler }) {
        const schedule = config.has(SCHEDULE)
          ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
              config.getConfig(SCHEDULE),
            )
          : {
              frequency: { minutes: 5 },
              timeout: { minutes: 10 },
              initialDelay: { seconds: 10 },
            };
        index.addCollator({
          schedule: scheduler.createScheduledTaskRunner(schedule),
          factory: new ChangeCollatorFactory(
            changes,
            readChangePages(config),
            new EntityNames(catalog, auth),
          ),
        });
      },
    });
  },
});
