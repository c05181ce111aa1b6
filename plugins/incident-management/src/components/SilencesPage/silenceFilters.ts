import { queryString } from '@countersign/plugin-governance-common';
import { FilterAddress, valuesIn } from '@countersign/plugin-governance-react';
import {
  SilenceState,
  silenceStates,
} from '@countersign/plugin-incident-management-common';

/** What the list of silences can be narrowed to. */
export interface SilenceFilters {
  /** What is on, and what is to come, unless told. */
  state: SilenceState[];
  author: string[];
}

const usual: SilenceState[] = ['active', 'coming'];

/** How the filters stand in the address of the list. */
export const silenceFilterAddress: FilterAddress<SilenceFilters> = {
  read: params => ({
    state: params.has('state')
      ? valuesIn(params, 'state', silenceStates)
      : usual,
    author: valuesIn(params, 'author'),
  }),
  write: ({ state, author }) =>
    new URLSearchParams(
      queryString({
        state: isUsual(state) ? undefined : state,
        author,
      }),
    ),
};

function isUsual(state: SilenceState[]): boolean {
  return state.join() === usual.join() || state.length === 0;
}
