import { useApi } from '@backstage/frontend-plugin-api';
import {
  changedFields,
  useVerb as useVerbOf,
} from '@countersign/plugin-governance-react';
import {
  IncidentDetail,
  Incident,
  AskedVerb,
  VerbInput,
} from '@countersign/plugin-incident-management-common';
import { incidentManagementApiRef } from '../../api';
import { useIncidentPage } from './IncidentContext';

/** What a reader may have relied on. */
const watched = {
  state: ({ state }: Incident) => state,
  title: ({ title }: Incident) => title,
  priority: ({ priority }: Incident) => `P${priority}`,
  acknowledged: ({ acknowledged }: Incident) => acknowledged?.by ?? '',
};

/** Does one thing to the incident of the page. */
export function useVerb<V extends AskedVerb>(verb: V) {
  const api = useApi(incidentManagementApiRef);
  const state = useIncidentPage();
  const { number } = state.detail.incident;
  return useVerbOf<IncidentDetail, VerbInput<V>>(state, {
    act: (body, options) => api.act(number, verb, body, options),
    differences: (before, after) =>
      changedFields(watched, before.incident, after.incident),
    // Somebody was faster: the page shows who.
    isStale: ({ guard }) => guard === 'acknowledged' || guard === 'state',
  });
}
