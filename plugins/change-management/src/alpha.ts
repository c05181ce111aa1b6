/**
 * The same plugin where an app looks for the new frontend system.
 *
 * @packageDocumentation
 */

export { changeManagementPlugin as default } from './plugin';
