import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  evidenceSourcesExtensionPoint,
  evidenceStoreExtensionPoint,
} from '@countersign/plugin-compliance-evidence-node';
import { readSettings } from './settings';
import { s3Sources } from './S3Source';
import { S3Store } from './S3Store';

/**
 * Takes evidence from buckets, and keeps snapshots, answers and packs in the one that `complianceEvidence.store.s3` names.
 *
 * @public
 */
export const complianceEvidenceModuleS3 = createBackendModule({
  pluginId: 'compliance-evidence',
  moduleId: 's3',
  register({ registerInit }) {
    registerInit({
      deps: {
        sources: evidenceSourcesExtensionPoint,
        store: evidenceStoreExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ sources, store, config }) {
        sources.addKind(s3Sources);
        const settings = readSettings(config);
        if (settings) store.setStore(S3Store.connect(settings));
      },
    });
  },
});
