import { ListedIncident } from '@countersign/plugin-incident-management-common';
import { Mark, MarkSource } from '@countersign/plugin-governance-react';
import { incidentManagementApiRef } from '../api';
import { pathsOf } from './pathsOf';

/** A chart holds no more of them. */
const MOST = 100;

/** When an entity was hit within a time: from the start of the impact until it was over. */
export const loadMarks: MarkSource['load'] = async ({
  apis,
  signal,
  entityRef,
  from,
  to,
}) => {
  const paths = pathsOf(apis);
  const { items } = await apis.get(incidentManagementApiRef)!.listIncidents(
    {
      entityRef: [entityRef],
      openedFrom: from,
      openedTo: to,
      sort: 'opened',
      limit: MOST,
    },
    { signal },
  );
  return incidentMarks(items, paths);
};

/** Those of some incidents that were accepted, from the start of the impact until it was over. */
export function incidentMarks(
  incidents: readonly ListedIncident[],
  paths: Pick<ReturnType<typeof pathsOf>, 'incident'>,
): Mark[] {
  return incidents
    .filter(({ state }) => state !== 'canceled' && state !== 'triage')
    .map(({ number, title, times }) => ({
      id: number,
      at: times.started,
      end: times.restored ?? times.resolved,
      record: number,
      href: paths.incident(number),
      title,
    }));
}
