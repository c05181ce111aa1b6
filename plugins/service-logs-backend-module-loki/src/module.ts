import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { logSourcesExtensionPoint } from '@countersign/plugin-service-logs-node';
import { readSources } from './settings';

/** Logs in Grafana Loki: wiring only. */
export const serviceLogsLokiModule = createBackendModule({
  pluginId: 'service-logs',
  moduleId: 'loki',
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
