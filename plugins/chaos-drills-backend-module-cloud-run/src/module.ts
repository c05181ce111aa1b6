import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { faultProvidersExtensionPoint } from '@countersign/plugin-chaos-drills-node';
import { cloudRunProvider } from './cloudRunProvider';
import { readSettings } from './settings';

/**
 * Breaks services of Cloud Run, those that configuration names, and has Cloud Tasks put back what they were.
 *
 * @public
 */
export const chaosDrillsModuleCloudRun = createBackendModule({
  pluginId: 'chaos-drills',
  moduleId: 'cloud-run',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        faults: faultProvidersExtensionPoint,
      },
      async init({ config, faults }) {
        for (const settings of readSettings(config)) {
          // Tens of megabytes: only who drills on Cloud Run loads them, and with require, since Jest has no import() in backends.
          const {
            ServicesClient,
          }: typeof import('@google-cloud/run') = require('@google-cloud/run');
          const {
            CloudTasksClient,
          }: typeof import('@google-cloud/tasks') = require('@google-cloud/tasks');
          const { project: projectId, keyFile } = settings;
          const options = {
            projectId,
            ...(keyFile && { keyFilename: keyFile }),
          };
          faults.addProvider(
            cloudRunProvider(settings, {
              services: new ServicesClient(options),
              tasks: new CloudTasksClient(options),
            }),
          );
        }
      },
    });
  },
});
