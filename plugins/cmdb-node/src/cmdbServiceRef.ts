import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import type { CmdbService } from './CmdbService';
import { DefaultCmdbService, SharedPicture } from './DefaultCmdbService';

/**
 * The CMDB for backends. Works without registration; tests may replace it. The plugins of a process share one picture of the
 * catalog, which each would otherwise read whole by itself, twice a minute.
 */
export const cmdbServiceRef = createServiceRef<CmdbService>({
  id: 'countersign.cmdb',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      createRootContext: (): SharedPicture => ({}),
      factory: (deps, shared) => DefaultCmdbService.create({ ...deps, shared }),
    }),
});
