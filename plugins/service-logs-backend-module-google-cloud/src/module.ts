import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  logDestinationsExtensionPoint,
  logSourcesExtensionPoint,
} from '@countersign/plugin-service-logs-node';
import { readDestinations } from './bigquery/settings';
import { readSources } from './settings';

/** Logs in Google Cloud Logging, and results in BigQuery: wiring only. */
export const serviceLogsGoogleCloudModule = createBackendModule({
  pluginId: 'service-logs',
  moduleId: 'google-cloud',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        sources: logSourcesExtensionPoint,
        destinations: logDestinationsExtensionPoint,
      },
      async init({ config, sources, destinations }) {
        for (const source of readSources(config)) sources.addSource(source);
        for (const destination of readDestinations(config)) {
          destinations.addDestination(destination);
        }
      },
    });
  },
});
