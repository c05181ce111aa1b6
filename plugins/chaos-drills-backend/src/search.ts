/**
 * Drills, experiments and game days in the portal's search; a feature of its own, since a portal may do without search.
 *
 * @packageDocumentation
 */

import { chaosDrillsServiceRef } from '@countersign/plugin-chaos-drills-node';
import { createRecordSearch } from '@countersign/plugin-governance-node/search';
import { drillsInSearch } from './search/drillsInSearch';
import { readPages } from './settings';

/**
 * Adds drills, experiments and game days to the portal's search.
 *
 * @public
 */
export default createRecordSearch({
  moduleId: 'chaos-drills',
  setting: 'chaosDrills',
  service: chaosDrillsServiceRef,
  kinds: (drills, config) => drillsInSearch(drills, readPages(config)),
});
