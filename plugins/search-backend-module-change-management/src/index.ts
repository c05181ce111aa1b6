/**
 * Change requests in the portal's search.
 *
 * @packageDocumentation
 */

export { searchModuleChangeManagement as default } from './module';
