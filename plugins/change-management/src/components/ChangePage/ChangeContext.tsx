import { ChangeDetail } from '@countersign/plugin-change-management-common';
import { RecordState } from '@countersign/plugin-governance-react';
import { createContext, useContext } from 'react';

export type ChangePageState = RecordState<ChangeDetail>;

export const ChangeContext = createContext<ChangePageState | undefined>(
  undefined,
);

/** The change that the page shows. */
export function useChangePage(): ChangePageState {
  const state = useContext(ChangeContext);
  if (!state) throw new Error('used outside the page of a change');
  return state;
}
