/**
 * Notes, the sample area, in the backend.
 *
 * @packageDocumentation
 */

export { notesPlugin as default } from './plugin';
export { noteConditions, noteResourceRef } from './access';
