/**
 * Notes, the sample area, in the portal.
 *
 * @packageDocumentation
 */

export { notesPlugin as default } from './plugin';
export { notesApiRef } from './api';
export type { NotesApi } from './api';
export { notesTranslationRef } from './translation';
