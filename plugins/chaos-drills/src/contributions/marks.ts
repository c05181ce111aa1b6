import { MarkSource, recordPath } from '@countersign/plugin-governance-react';
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
  return items.flatMap(({ number, title, startedAt, endedAt, faults }) => {
    const at = faults?.from ?? startedAt;
    const end = faults?.to ?? endedAt;
    const isWithin = at !== undefined && at <= to && (end ?? to) >= from;
    return isWithin
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
};
