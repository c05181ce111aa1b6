import { EvidenceSourceKind } from '@countersign/plugin-compliance-evidence-node';
import { assetSources } from './assetSource';
import { bigquerySources } from './bigquerySource';
import { loggingSources } from './loggingSource';
import { monitoringSources } from './monitoringSource';
import { storageSources } from './storageSource';

/** Every kind of source that Google Cloud is. */
export function googleCloudSources(): EvidenceSourceKind[] {
  return [
    loggingSources(),
    monitoringSources(),
    assetSources(),
    bigquerySources(),
    storageSources(),
  ];
}
