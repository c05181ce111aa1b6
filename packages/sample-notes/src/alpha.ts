/**
 * The same plugin where an app looks for the new frontend system.
 *
 * @packageDocumentation
 */

export { notesPlugin as default } from './plugin';
