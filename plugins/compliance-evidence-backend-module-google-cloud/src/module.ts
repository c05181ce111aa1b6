import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  evidenceSourcesExtensionPoint,
  evidenceStoreExtensionPoint,
} from '@countersign/plugin-compliance-evidence-node';
import { googleCloudSources } from './sources';
import { readStorageSettings } from './store/settings';

/**
 * Takes compliance evidence from Google Cloud, and keeps it there where `complianceEvidence.store.googleCloudStorage` says so.
 *
 * @public
 */
export const complianceEvidenceModuleGoogleCloud = createBackendModule({
  pluginId: 'compliance-evidence',
  moduleId: 'google-cloud',
  register(env) {
    env.registerInit({
      deps: {
        sources: evidenceSourcesExtensionPoint,
        store: evidenceStoreExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ sources, store, config }) {
        for (const kind of googleCloudSources()) sources.addKind(kind);
        const settings = readStorageSettings(config);
        if (!settings) return;
        // Only who keeps evidence there loads the client.
        const { GoogleCloudStore } = await import('./store/GoogleCloudStore');
        store.setStore(new GoogleCloudStore(settings));
      },
    });
  },
});
