/**
 * The same plugin where an app looks for the new frontend system.
 *
 * @packageDocumentation
 */

export { chaosDrillsPlugin as default } from './plugin';
