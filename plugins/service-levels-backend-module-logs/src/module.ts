import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { serviceLevelSourcesExtensionPoint } from '@countersign/plugin-service-levels-node';
import { serviceLogsServiceRef } from '@countersign/plugin-service-logs-node';
import { LogMetricSource } from './LogMetricSource';
import { readSettings } from './settings';

/** Metrics of logs as a source of service levels: wiring only. */
export const serviceLevelsLogsModule = createBackendModule({
  pluginId: 'service-levels',
  moduleId: 'logs',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logs: serviceLogsServiceRef,
        sources: serviceLevelSourcesExtensionPoint,
      },
      async init({ config, logs, sources }) {
        for (const settings of readSettings(config)) {
          sources.addSource(new LogMetricSource(settings, logs));
        }
      },
    });
  },
});
