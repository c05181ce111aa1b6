import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { readSharedSettings } from '@countersign/plugin-governance-node';
import { evidenceSourcesExtensionPoint } from '@countersign/plugin-compliance-evidence-node';
import { demoKind } from './demoKind';

/**
 * Sources of the kind `demo`: the systems of Larkspur that its reports ask, for a portal where `governance.demo` is on.
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
      },
      async init({ sources, config }) {
        sources.addKind(demoKind({ isOn: readSharedSettings(config).demo }));
      },
    });
  },
});
