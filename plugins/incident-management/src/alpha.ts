/**
 * The same plugin where an app looks for the new frontend system.
 *
 * @packageDocumentation
 */

export { incidentManagementPlugin as default } from './plugin';
