import { routeResolutionApiRef } from '@backstage/frontend-plugin-api';
import {
  recordPath,
  TimelineSource,
} from '@countersign/plugin-governance-react';
import { chaosDrillsApiRef } from '../api';
import { drillSearchOf } from '../components/drillFilters';
import { DetectionText, DrillBadge } from '../components/looks';
import { drillRouteRef, runsRouteRef } from '../routes';
import { drillMarks } from './marks';
import { AllDrillsText } from './Texts';

/** A lane holds no more of them. */
const MOST = 100;

/** The drills of an entity, by when they were over or, until then, written last. */
export const loadTimeline: TimelineSource['load'] = async ({
  apis,
  signal,
  entityRef,
}) => {
  const { items } = await apis
    .get(chaosDrillsApiRef)!
    .listDrills({ entity: [entityRef], limit: MOST }, { signal });
  const list = apis.get(routeResolutionApiRef)?.resolve(runsRouteRef)?.();
  return {
    entries: items.map(drill => ({
      id: drill.number,
      at: drill.endedAt ?? drill.startedAt ?? drill.updatedAt,
      record: drill.number,
      href: recordPath(apis, drillRouteRef, drill.number),
      title: drill.title,
      state: (
        <>
          <DrillBadge drill={drill} /> <DetectionText drill={drill} />
        </>
      ),
    })),
    marks: drillMarks(items, apis),
    more:
      list && items.length > 0
        ? {
            text: <AllDrillsText />,
            href: `${list}?${drillSearchOf({ entity: [entityRef] })}`,
          }
        : undefined,
  };
};
