import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { serviceLevelSourcesExtensionPoint } from '@countersign/plugin-service-levels-node';
import { readSources } from './settings';

/**
 * Measures service levels by the metrics pages of services.
 *
 * @public
 */
export const serviceLevelsModuleOpenmetrics = createBackendModule({
  pluginId: 'service-levels',
  moduleId: 'openmetrics',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        sources: serviceLevelSourcesExtensionPoint,
      },
      async init({ config, sources }) {
        for (const source of readSources(config)) sources.addSource(source);
      },
    });
  },
});
