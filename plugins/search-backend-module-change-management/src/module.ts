import {
  changeManagementServiceRef,
  readChangePages,
} from '@countersign/plugin-change-management-node';
import { createRecordSearch } from '@countersign/plugin-governance-node/search';
import { changesInSearch } from './changesInSearch';

/**
 * Adds change requests to the portal's search.
 *
 * @public
 */
export const searchModuleChangeManagement = createRecordSearch({
  moduleId: 'change-requests',
  setting: 'changeRequests',
  service: changeManagementServiceRef,
  kinds: (changes, config) => [
    changesInSearch(changes, readChangePages(config)),
  ],
});
