import { routeResolutionApiRef } from '@backstage/frontend-plugin-api';
import {
  recordPath,
  RelatedSource,
} from '@countersign/plugin-governance-react';
import { chaosDrillsApiRef } from '../api';
import { DetectionText, DrillBadge } from '../components/looks';
import { drillRouteRef, experimentRouteRef } from '../routes';
import { PlanDrillText } from './Texts';

/** The drills of a change, or the way to plan one under it. */
export const loadRelated: RelatedSource['load'] = async ({
  apis,
  signal,
  number,
}) => {
  const { drills, experiments } = await apis
    .get(chaosDrillsApiRef)!
    .getChangeDrills(number, { signal });
  const experimentLink = apis
    .get(routeResolutionApiRef)
    ?.resolve(experimentRouteRef);
  return [
    ...drills.map(drill => ({
      id: drill.number,
      record: drill.number,
      href: recordPath(apis, drillRouteRef, drill.number),
      title: drill.title,
      state: (
        <>
          <DrillBadge drill={drill} /> <DetectionText drill={drill} />
        </>
      ),
    })),
    ...experiments.map(({ name, title }) => ({
      id: name,
      href:
        experimentLink &&
        `${experimentLink({ name })}?plan&${new URLSearchParams({
          change: number,
        })}`,
      title: <PlanDrillText title={title} />,
    })),
  ];
};
