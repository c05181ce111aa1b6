import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import {
  changeManagementServiceRef,
  readChangePages,
} from '@countersign/plugin-change-management-node';
import { ChangeCollatorFactory } from './ChangeCollatorFactory';

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
        changes: changeManagementServiceRef,
        config: coreServices.rootConfig,
        index: searchIndexRegistryExtensionPoint,
        scheduler: coreServices.scheduler,
      },
      async init({ changes, config, index, scheduler }) {
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
          factory: new ChangeCollatorFactory(changes, readChangePages(config)),
        });
      },
    });
  },
});
