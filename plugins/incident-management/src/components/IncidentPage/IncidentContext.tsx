import { RecordState } from '@countersign/plugin-governance-react';
import { IncidentDetail } from '@countersign/plugin-incident-management-common';
import { createContext, useContext } from 'react';

/** The incident of a page, and how to put a newer answer in its place. */
export type IncidentPageState = RecordState<IncidentDetail>;

export const IncidentContext = createContext<IncidentPageState | undefined>(
  undefined,
);

/** The incident of the page that the component is on. */
export function useIncidentPage(): IncidentPageState {
  const state = useContext(IncidentContext);
  if (!state) throw new Error('used outside the page of an incident');
  return state;
}
