import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { readSharedSettings } from '@countersign/plugin-governance-node';
import {
  demoServiceLevelsExtensionPoint,
  serviceLevelSourcesExtensionPoint,
} from '@countersign/plugin-service-levels-node';
import { LarkspurSource } from './LarkspurSource';
import { larkspurMonth, needsOfLarkspur } from './story';

/**
 * A month of service levels of the estate in `catalog-info/`, for a portal where `governance.demo` is on.
 *
 * @public
 */
export const serviceLevelsModuleDemo = createBackendModule({
  pluginId: 'service-levels',
  moduleId: 'demo',
  register({ registerInit }) {
    registerInit({
      deps: {
        demo: demoServiceLevelsExtensionPoint,
        sources: serviceLevelSourcesExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ demo, sources, config }) {
        const { demo: isOn } = readSharedSettings(config);
        sources.addSource(new LarkspurSource(isOn));
        demo.setDemoServiceLevels({
          needs: needsOfLarkspur,
          month: larkspurMonth,
        });
      },
    });
  },
});
