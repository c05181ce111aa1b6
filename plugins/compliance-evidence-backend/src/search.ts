/**
 * Reports and runs in the portal's search; a feature of its own, since a portal may do without search.
 *
 * @packageDocumentation
 */

import { complianceEvidenceServiceRef } from '@countersign/plugin-compliance-evidence-node';
import { createRecordSearch } from '@countersign/plugin-governance-node/search';
import { evidenceInSearch } from './search/evidenceInSearch';
import { readPages } from './settings';

/**
 * Adds reports and runs to the portal's search.
 *
 * @public
 */
export default createRecordSearch({
  moduleId: 'compliance-evidence',
  setting: 'complianceEvidence',
  service: complianceEvidenceServiceRef,
  kinds: (evidence, config) => evidenceInSearch(evidence, readPages(config)),
});
