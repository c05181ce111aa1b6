import { useApiHolder } from '@backstage/frontend-plugin-api';
import { CalendarChange } from '@countersign/plugin-change-management-common';
import { TimeWindow } from '@countersign/plugin-governance-common';
import {
  AreaAnswer,
  CalendarEntry,
  calendarSourcesIn,
  useAreas,
} from '@countersign/plugin-governance-react';
import { useMemo } from 'react';
import { PlacedEntry, placedEntries } from './placedEntries';

const none: readonly CalendarChange[] = [];

/** What the other areas show of a period, such as drills; an area that fails leaves the calendar as it is. */
export function useCalendarEntries(
  period: TimeWindow | undefined,
  changes: readonly CalendarChange[] = none,
): { entries: PlacedEntry[]; answers: AreaAnswer<CalendarEntry[]>[] } {
  const sources = calendarSourcesIn(useApiHolder());
  const answers = useAreas(
    period && JSON.stringify(period),
    sources,
    (source, request) => source.load({ ...request, period: period! }),
  );
  const told = answers.map(({ data }) => data);
  // The answers are other arrays each time; what is in them is not.
  const entries = useMemo(
    () =>
      sources.flatMap((source, i) =>
        placedEntries(source, told[i] ?? [], changes),
      ),
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [sources, changes, ...told],
  );
  return { entries, answers };
}
