import { useApi } from '@backstage/frontend-plugin-api';
import { useRecordVerb } from '@countersign/plugin-governance-react';
import {
  Problem,
  ProblemInput,
  ProblemVerb,
} from '@countersign/plugin-incident-management-common';
import { incidentManagementApiRef } from '../../api';
import { useProblemPage } from './ProblemContext';

/** What a reader may have relied on. */
const watched = {
  state: ({ state }: Problem) => state,
  title: ({ title }: Problem) => title,
  cause: ({ cause }: Problem) => cause?.text ?? '',
  fix: ({ fix }: Problem) => fix?.number ?? '',
};

/** Does one thing to the problem of the page. */
export function useProblemVerb<V extends ProblemVerb>(verb: V) {
  const api = useApi(incidentManagementApiRef);
  const state = useProblemPage();
  const { number } = state.detail.problem;
  return useRecordVerb(state, {
    act: (body: ProblemInput<V>, options) =>
      api.actOnProblem(number, verb, body, options),
    recordOf: ({ problem }) => problem,
    watched,
  });
}

/** Whether the reader may do something with the problem of the page. */
export function useMayDo(): (verb: ProblemVerb) => boolean {
  const { actions } = useProblemPage().detail;
  return verb => actions.some(action => action.verb === verb && action.allowed);
}
