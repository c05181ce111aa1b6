import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { serviceLevelSourcesExtensionPoint } from '@countersign/plugin-service-levels-node';
import { readSources } from './settings';

/**
 * Measures service levels by what a Prometheus has stored.
 *
 * @public
 */
export const serviceLevelsModulePrometheus = createBackendModule({
  pluginId: 'service-levels',
  moduleId: 'prometheus',
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
