import { TimelineSource } from '@countersign/plugin-governance-react';
import { incidentManagementApiRef } from '../api';
import { Marks, PriorityBadge, StateBadge } from '../components/badges';
import { incidentMarks } from './marks';
import { pathsOf } from './pathsOf';
import { AllIncidentsText } from './Texts';

/** A lane holds no more of them. */
const MOST = 100;

/** The incidents of an entity, by when they were over or, until then, declared. */
export const loadTimeline: TimelineSource['load'] = async ({
  apis,
  signal,
  entityRef,
}) => {
  const paths = pathsOf(apis);
  const { items } = await apis
    .get(incidentManagementApiRef)!
    .listIncidents(
      { entityRef: [entityRef], sort: 'opened', limit: MOST },
      { signal },
    );
  const all = paths.list({ entityRef: [entityRef] });
  return {
    entries: items.map(incident => ({
      id: incident.number,
      at: incident.times.resolved ?? incident.opened.at,
      record: incident.number,
      href: paths.incident(incident.number),
      title: incident.title,
      state: (
        <>
          <StateBadge state={incident.state} />{' '}
          <PriorityBadge impact={incident.impact} urgency={incident.urgency} />{' '}
          <Marks incident={incident} />
        </>
      ),
    })),
    marks: incidentMarks(items, paths),
    more:
      all && items.length > 0
        ? { text: <AllIncidentsText />, href: all }
        : undefined,
  };
};
