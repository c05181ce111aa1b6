import { listFilterAddress } from '@countersign/plugin-governance-react';
import { NoteState, noteStates } from '@countersign/sample-notes-common';

/** How the filters of the list stand in its address. */
export const filterAddress = listFilterAddress<{
  state: NoteState;
  assignee: string;
}>({ state: noteStates, assignee: 'any' });
