/**
 * The same plugin where an app looks for the new frontend system.
 *
 * @packageDocumentation
 */

export { governancePlugin as default } from './plugin';
