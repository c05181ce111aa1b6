import { createApiRef } from '@backstage/frontend-plugin-api';
import { clientApi } from '@countersign/plugin-governance-react';
import { NotesClient } from '@countersign/sample-notes-common';

/** What the pages ask of the backend: the public methods of the one typed client. */
export type NotesApi = Pick<NotesClient, keyof NotesClient>;

/** Finds the client of the notes backend. */
export const notesApiRef = createApiRef<NotesApi>().with({
  id: 'plugin.sample-notes.service',
  pluginId: 'sample-notes',
});

/** The client of the notes backend, for every page of the area. */
export const notesApi = clientApi(
  notesApiRef,
  'sample-notes',
  options => new NotesClient(options),
);
