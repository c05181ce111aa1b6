import {
  coreServices,
  createBackendModule,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  RootConfigService,
  ServiceRef,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { EntityNames } from './EntityNames';
import { CollatorOf } from './recordsInSearch';

/** Unless `search.collators` says otherwise. */
const usualSchedule = {
  frequency: { minutes: 5 },
  timeout: { minutes: 10 },
  initialDelay: { seconds: 10 },
};

/** A module of the search plugin that puts the records of an area into it. */
export function createRecordSearch<S>(options: {
  /** Of the module: `chaos-drills`. */
  moduleId: string;
  /** Under `search.collators`, where its schedule is set: `chaosDrills`. */
  setting: string;
  /** That knows the records; it is asked in the name of the search plugin. */
  service: ServiceRef<S, 'plugin', 'singleton'>;
  kinds(service: S, config: RootConfigService): readonly CollatorOf[];
}) {
  const setting = `search.collators.${options.setting}.schedule`;
  return createBackendModule({
    pluginId: 'search',
    moduleId: options.moduleId,
    register(reg) {
      reg.registerInit({
        deps: {
          auth: coreServices.auth,
          catalog: catalogServiceRef,
          config: coreServices.rootConfig,
          index: searchIndexRegistryExtensionPoint,
          scheduler: coreServices.scheduler,
          service: options.service,
        },
        async init({ auth, catalog, config, index, scheduler, service }) {
          const schedule = config.has(setting)
            ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
                config.getConfig(setting),
              )
            : usualSchedule;
          const names = new EntityNames(catalog, auth);
          for (const collatorOf of options.kinds(service, config)) {
            index.addCollator({
              schedule: scheduler.createScheduledTaskRunner(schedule),
              factory: collatorOf(names),
            });
          }
        },
      });
    },
  });
}
