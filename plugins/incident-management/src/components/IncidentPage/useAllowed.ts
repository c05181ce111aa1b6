import { AskedVerb } from '@countersign/plugin-incident-management-common';
import { useIncidentPage } from './IncidentContext';

/** Whether the reader may do something with the incident of the page. */
export function useAllowed(): (verb: AskedVerb) => boolean {
  const { actions } = useIncidentPage().detail;
  return verb => actions.some(action => action.verb === verb && action.allowed);
}
