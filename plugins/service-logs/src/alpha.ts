/**
 * The same plugin where an app looks for the new frontend system.
 *
 * @packageDocumentation
 */

export { serviceLogsPlugin as default } from './plugin';
