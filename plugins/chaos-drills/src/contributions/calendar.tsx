import {
  CalendarEntry,
  CalendarSource,
  recordPath,
} from '@countersign/plugin-governance-react';
import { Drill } from '@countersign/plugin-chaos-drills-common';
import { chaosDrillsApiRef } from '../api';
import { DetectionText, DrillBadge } from '../components/looks';
import { drillRouteRef } from '../routes';

/** Of each kind so many are asked for, the last written first. */
const MOST = 200;

/** Drills of a period: one that is planned in the window of its change, others as long as they took or have taken so far. */
export const loadCalendar: CalendarSource['load'] = async ({
  apis,
  signal,
  period,
}) => {
  const api = apis.get(chaosDrillsApiRef)!;
  const [planned, begun] = await Promise.all([
    api.listDrills({ state: ['planned'], limit: MOST }, { signal }),
    api.listDrills({ state: ['running', 'ended'], limit: MOST }, { signal }),
  ]);
  const now = new Date().toISOString();
  return [...planned.items, ...begun.items].flatMap(drill => {
    const when = timeOf(drill, now);
    const { window } = when ?? {};
    const isWithin =
      !window || (window.start < period.end && window.end > period.start);
    if (!when || !isWithin) return [];
    const { number, title } = drill;
    return [
      {
        ...when,
        id: number,
        record: number,
        href: recordPath(apis, drillRouteRef, number),
        title,
        state: (
          <>
            <DrillBadge drill={drill} /> <DetectionText drill={drill} />
          </>
        ),
      },
    ];
  });
};

/** Nothing for one that is planned without a change: nobody knows when it is. */
function timeOf(
  { state, change, startedAt, endedAt }: Drill,
  now: string,
): Pick<CalendarEntry, 'window' | 'change'> | undefined {
  if (state === 'planned') return change ? { change } : undefined;
  if (startedAt === undefined) return undefined;
  const end = endedAt ?? now;
  return {
    window: { start: startedAt, end: end > startedAt ? end : startedAt },
  };
}
