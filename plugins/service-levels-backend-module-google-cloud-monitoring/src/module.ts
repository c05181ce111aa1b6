import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { serviceLevelSourcesExtensionPoint } from '@countersign/plugin-service-levels-node';
import { readSources } from './settings';

/**
 * Measures service levels by Google Cloud Monitoring.
 *
 * @public
 */
export const serviceLevelsModuleGoogleCloudMonitoring = createBackendModule({
  pluginId: 'service-levels',
  moduleId: 'google-cloud-monitoring',
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
