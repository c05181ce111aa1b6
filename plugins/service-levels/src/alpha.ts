/**
 * The same plugin where an app looks for the new frontend system.
 *
 * @packageDocumentation
 */

export { serviceLevelsPlugin as default } from './plugin';
