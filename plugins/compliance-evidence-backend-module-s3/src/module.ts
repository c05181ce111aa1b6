import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { evidenceStoreExtensionPoint } from '@countersign/plugin-compliance-evidence-node';
import { readSettings } from './settings';
import { S3Store } from './S3Store';

/**
 * Keeps snapshots, answers and packs in the bucket that `complianceEvidence.store.s3` names; without it, it does nothing.
 *
 * @public
 */
export const complianceEvidenceModuleS3 = createBackendModule({
  pluginId: 'compliance-evidence',
  moduleId: 's3',
  register({ registerInit }) {
    registerInit({
      deps: {
        store: evidenceStoreExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ store, config }) {
        const settings = readSettings(config);
        if (settings) store.setStore(S3Store.connect(settings));
      },
    });
  },
});
