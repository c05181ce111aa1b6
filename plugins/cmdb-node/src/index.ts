/**
 * The CMDB service for backends: a relation graph of the catalog kept fresh, with impact and approver questions
 * answered from it.
 *
 * @packageDocumentation
 */

export { CatalogReader, itemsOf, ownersOf, teamOf } from './CatalogReader';
export type { CmdbService } from './CmdbService';
export { cmdbServiceRef } from './cmdbServiceRef';
