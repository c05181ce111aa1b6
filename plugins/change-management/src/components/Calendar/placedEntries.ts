import { CalendarChange } from '@countersign/plugin-change-management-common';
import { TimeWindow } from '@countersign/plugin-governance-common';
import {
  CalendarEntry,
  CalendarSource,
} from '@countersign/plugin-governance-react';

/** What another area shows on the calendar, at its time. */
export interface PlacedEntry extends Omit<CalendarEntry, 'window' | 'change'> {
  window: TimeWindow;
  /** As people call the area that shows it. */
  area: string;
  icon: CalendarSource['icon'];
}

/**
 * What an area shows, each at its own time or in the window of its change. What has neither here, because its change is in
 * another period or filtered out, is left out.
 */
export function placedEntries(
  { area, icon }: Pick<CalendarSource, 'area' | 'icon'>,
  entries: readonly CalendarEntry[],
  changes: readonly Pick<CalendarChange, 'number' | 'window'>[],
): PlacedEntry[] {
  return entries.flatMap(({ window, change, ...entry }) => {
    const at =
      window ?? changes.find(({ number }) => number === change)?.window;
    return at ? [{ ...entry, area, icon, window: at }] : [];
  });
}
