/**
 * Objectives in the portal's search; a feature of its own, since a portal may do without search.
 *
 * @packageDocumentation
 */

import { createRecordSearch } from '@countersign/plugin-governance-node/search';
import { serviceLevelsServiceRef } from '@countersign/plugin-service-levels-node';
import { objectivesInSearch } from './search/objectivesInSearch';
import { readPages } from './settings';

/**
 * Adds objectives to the portal's search.
 *
 * @public
 */
export default createRecordSearch({
  moduleId: 'service-levels',
  setting: 'serviceLevels',
  service: serviceLevelsServiceRef,
  kinds: (serviceLevels, config) =>
    objectivesInSearch(serviceLevels, readPages(config)),
});
