import {
  ApiBlueprint,
  createApiRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { NotesClient } from '@countersign/sample-notes-common';

/** What the pages ask of the backend: the public methods of the one typed client. */
export type NotesApi = Pick<NotesClient, keyof NotesClient>;

/** Finds the client of the notes backend. */
export const notesApiRef = createApiRef<NotesApi>().with({
  id: 'plugin.sample-notes.service',
  pluginId: 'sample-notes',
});

export const notesApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: notesApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        new NotesClient({
          baseUrl: () => discoveryApi.getBaseUrl('sample-notes'),
          fetch: fetchApi.fetch,
        }),
    }),
});
