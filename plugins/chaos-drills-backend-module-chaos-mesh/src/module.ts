import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { faultProvidersExtensionPoint } from '@countersign/plugin-chaos-drills-node';
import { chaosMeshProvider } from './chaosMeshProvider';
import { readSettings } from './settings';

/**
 * Breaks pods, network and HTTP of Kubernetes by Chaos Mesh, in the namespaces that configuration names.
 *
 * @public
 */
export const chaosDrillsModuleChaosMesh = createBackendModule({
  pluginId: 'chaos-drills',
  moduleId: 'chaos-mesh',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        faults: faultProvidersExtensionPoint,
      },
      async init({ auth, catalog, config, faults }) {
        for (const settings of readSettings(config)) {
          faults.addProvider(
            chaosMeshProvider(settings, {
              entity: async ref =>
                catalog.getEntityByRef(ref, {
                  credentials: await auth.getOwnServiceCredentials(),
                }),
              // Tens of megabytes: only who drills a cluster loads them.
              load: () => import('@kubernetes/client-node'),
            }),
          );
        }
      },
    });
  },
});
