/**
 * The same plugin where an app looks for the new frontend system.
 *
 * @packageDocumentation
 */

export { governanceDashboardPlugin as default } from './plugin';
