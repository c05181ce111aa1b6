import { RecordState } from '@countersign/plugin-governance-react';
import { ProblemDetail } from '@countersign/plugin-incident-management-common';
import { createContext, useContext } from 'react';

/** The problem of a page, and how to put a newer answer in its place. */
export type ProblemPageState = RecordState<ProblemDetail>;

export const ProblemContext = createContext<ProblemPageState | undefined>(
  undefined,
);

/** The problem of the page that the component is on. */
export function useProblemPage(): ProblemPageState {
  const state = useContext(ProblemContext);
  if (!state) throw new Error('used outside the page of a problem');
  return state;
}
