import {
  ApiHolder,
  createApiRef,
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import { TimeWindow } from '@countersign/plugin-governance-common';
import { RemixiconComponentType } from '@remixicon/react';
import { ReactNode } from 'react';
import { AreaRequest } from './request';
import { readable } from './contributions';

/** Something that is planned or was done at a time, such as a drill: to be shown on the calendar. */
export interface CalendarEntry {
  /** Unique within its area. */
  id: string;
  /** When it is. Absent where it has the window of a change. */
  window?: TimeWindow;
  /** The number of the change in whose window it is, where it has no time of its own. */
  change?: string;
  /** The number of the record. */
  record: string;
  /** The record's page. */
  href?: string;
  title: string;
  /** Badges of how it stands. */
  state: ReactNode;
}

/** What one area shows on the calendar. */
export interface CalendarSource {
  /** As people call the area: "Drills". */
  area: string;
  /** Tells its entries from those of others. */
  icon: RemixiconComponentType;
  /** All of a time, in any order. */
  load(request: AreaRequest & { period: TimeWindow }): Promise<CalendarEntry[]>;
}

/** What the installed areas show on the calendar. */
export interface CalendarSources {
  sources: readonly CalendarSource[];
}

/** Finds the sources of the calendar; absent in an app without the `governance` plugin. */
export const calendarSourcesApiRef = createApiRef<CalendarSources>().with({
  id: 'plugin.governance.calendar',
  pluginId: 'governance',
});

const none: readonly CalendarSource[] = [];

/** The sources of the calendar that there are: the same array as long as the app is. */
export function calendarSourcesIn(apis: ApiHolder): readonly CalendarSource[] {
  return apis.get(calendarSourcesApiRef)?.sources ?? none;
}

/** What a calendar extension says. */
export const calendarSourceDataRef =
  createExtensionDataRef<CalendarSource>().with({
    id: 'governance.calendar-source',
  });

/** Shows what an area plans and does on the one calendar, beside the changes. */
export const CalendarBlueprint = readable(
  createExtensionBlueprint({
    kind: 'calendar',
    attachTo: { id: 'api:governance/calendar', input: 'sources' },
    output: [calendarSourceDataRef],
    dataRefs: { source: calendarSourceDataRef },
    factory(params: CalendarSource) {
      return [calendarSourceDataRef(params)];
    },
  }),
  calendarSourceDataRef,
);
