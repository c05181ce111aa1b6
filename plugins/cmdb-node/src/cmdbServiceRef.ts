import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import type { CmdbService } from './CmdbService';
import { DefaultCmdbService } from './DefaultCmdbService';

/**
 * The CMDB for backends. Works without registration; tests may replace it.
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
      factory: deps => DefaultCmdbService.create(deps),
    }),
});
