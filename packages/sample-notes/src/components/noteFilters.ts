import { FilterAddress } from '@countersign/plugin-governance-react';
import { NoteState, noteStates } from '@countersign/sample-notes-common';

export interface NoteFilters {
  state: NoteState[];
  assignee: string[];
  q: string;
}

/** How the filters stand in the address of the list. */
export const filterAddress: FilterAddress<NoteFilters> = {
  read(params) {
    const many = (name: string) =>
      (params.get(name) ?? '').split(',').filter(Boolean);
    return {
      state: noteStates.filter(state => many('state').includes(state)),
      assignee: many('assignee'),
      q: params.get('q') ?? '',
    };
  },
  write({ state, assignee, q }) {
    const params = new URLSearchParams();
    if (state.length) params.set('state', state.join(','));
    if (assignee.length) params.set('assignee', assignee.join(','));
    if (q) params.set('q', q);
    return params;
  },
};
