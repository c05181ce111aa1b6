/**
 * The CMDB service for backends: a relation graph of the catalog kept fresh, with impact and approver questions
 * answered from it.
 *
 * @packageDocumentation
 */

export type { CmdbService } from './CmdbService';
export { cmdbServiceRef } from './cmdbServiceRef';
