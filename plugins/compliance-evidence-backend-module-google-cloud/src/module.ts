import { createBackendModule } from '@backstage/backend-plugin-api';
import { evidenceSourcesExtensionPoint } from '@countersign/plugin-compliance-evidence-node';
import { googleCloudSources } from './sources';

/**
 * Takes compliance evidence from Google Cloud.
 *
 * @public
 */
export const complianceEvidenceModuleGoogleCloud = createBackendModule({
  pluginId: 'compliance-evidence',
  moduleId: 'google-cloud',
  register(env) {
    env.registerInit({
      deps: { sources: evidenceSourcesExtensionPoint },
      async init({ sources }) {
        for (const kind of googleCloudSources()) sources.addKind(kind);
      },
    });
  },
});
