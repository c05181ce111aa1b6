import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { logSourcesExtensionPoint } from '@countersign/plugin-service-logs-node';
import { readSources } from './settings';

/** Logs in Google Cloud Logging: wiring only. */
export const serviceLogsGoogleCloudModule = createBackendModule({
  pluginId: 'service-logs',
  moduleId: 'google-cloud',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        sources: logSourcesExtensionPoint,
      },
      async init({ config, sources }) {
        for (const source of readSources(config)) sources.addSource(source);
      },
    });
  },
});
