import { ChangeDetail } from '@countersign/plugin-change-management-common';
import { createContext, useContext } from 'react';

export interface ChangePageState {
  detail: ChangeDetail;
  /** Puts in place what a write answered. */
  update(detail: ChangeDetail): void;
  /** Fetches the change again and answers with it. */
  refresh(): Promise<ChangeDetail>;
  /** Counts up with each write and each ping, so that what hangs on the change is fetched again. */
  generation: number;
}

export const ChangeContext = createContext<ChangePageState | undefined>(
  undefined,
);

/** The change that the page shows. */
export function useChangePage(): ChangePageState {
  const state = useContext(ChangeContext);
  if (!state) throw new Error('used outside the page of a change');
  return state;
}
