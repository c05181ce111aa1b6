import { ApiHolder } from '@backstage/frontend-plugin-api';
import { Drill } from '@countersign/plugin-chaos-drills-common';
import {
  Mark,
  MarkSource,
  recordPath,
} from '@countersign/plugin-governance-react';
import { chaosDrillsApiRef } from '../api';
import { drillRouteRef } from '../routes';

/** A chart holds no more of them. */
const MOST = 100;

/** When an entity was drilled within a time: as long as its faults were there, or as long as the drill runs. */
export const loadMarks: MarkSource['load'] = async ({
  apis,
  signal,
  entityRef,
  from,
  to,
}) => {
  const { items } = await apis
    .get(chaosDrillsApiRef)!
    .listDrills(
      { entity: [entityRef], state: ['running', 'ended'], limit: MOST },
      { signal },
    );
  return drillMarks(items, apis).filter(
    ({ at, end }) => at <= to && (end ?? to) >= from,
  );
};

/** Those of some drills that were started: as long as their faults were there, or as long as they run. */
export function drillMarks(drills: readonly Drill[], apis: ApiHolder): Mark[] {
  return drills.flatMap(({ number, title, startedAt, endedAt, faults }) => {
    const at = faults?.from ?? startedAt;
    const end = faults?.to ?? endedAt;
    return at !== undefined
      ? [
          {
            id: number,
            at,
            end,
            record: number,
            href: recordPath(apis, drillRouteRef, number),
            title,
          },
        ]
      : [];
  });
}
