import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { readSharedSettings } from '@countersign/plugin-governance-node';
import { evidenceSourcesExtensionPoint } from '@countersign/plugin-compliance-evidence-node';
import { demoKind } from './demoKind';
import { expectedOfDemo } from './realClients';
import { startServices } from './startServices';

/**
 * Sources of the kind `demo`: the systems of Larkspur that its reports ask, for a portal where `governance.demo` is on. Where sources of
 * the configuration lead real clients to systems of Larkspur, those are run, too.
 *
 * @public
 */
export const complianceEvidenceModuleDemo = createBackendModule({
  pluginId: 'compliance-evidence',
  moduleId: 'demo',
  register({ registerInit }) {
    registerInit({
      deps: {
        sources: evidenceSourcesExtensionPoint,
        config: coreServices.rootConfig,
        database: coreServices.database,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ sources, config, ...deps }) {
        const isOn = readSharedSettings(config).demo;
        sources.addKind(demoKind({ isOn }));
        if (isOn) await startServices(expectedOfDemo(config), deps);
      },
    });
  },
});
