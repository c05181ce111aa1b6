import { queryString } from '@countersign/plugin-governance-common';
import { FilterAddress, valuesIn } from '@countersign/plugin-governance-react';
import { NoteState, noteStates } from '@countersign/sample-notes-common';

/** What the list can be narrowed to. */
export interface NoteFilters {
  state: NoteState[];
  assignee: string[];
  q: string;
}

/** How the filters stand in the address of the list. */
export const filterAddress: FilterAddress<NoteFilters> = {
  read: params => ({
    state: valuesIn(params, 'state', noteStates),
    assignee: valuesIn(params, 'assignee'),
    q: params.get('q') ?? '',
  }),
  write: ({ q, ...many }) =>
    new URLSearchParams(queryString({ ...many, q: q || undefined })),
};
