import {
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import { Phrase } from '@countersign/plugin-governance-common';
import { RemixiconComponentType } from '@remixicon/react';
import { ReactNode } from 'react';
import { Mark } from './MarkBlueprint';
import { AreaRequest } from './request';
import { readable } from './contributions';

/** Something that happened to an entity. */
export interface TimelineEntry {
  /** Unique within its area. */
  id: string;
  /** When it happened. */
  at: string;
  /** The number of the record it belongs to. */
  record: string;
  /** The record's page. */
  href?: string;
  title: string;
  /** Badges of how it stands or what came of it. */
  state: ReactNode;
  /** What else a reader should know, in one sentence. */
  note?: Phrase;
}

/** What one area contributes to the one time line of an entity. */
export interface TimelineSource {
  /** As people call the area: "Changes". */
  area: string;
  /** What stands on its lane of the last days, where that is not what people call the area: "Alerts". */
  lane?: string;
  /** Tells its lane from those of others. */
  icon?: RemixiconComponentType;
  /** The latest entries, in any order; one request answers the rows and the lane. */
  load(
    request: AreaRequest & {
      entityRef: string;
      /** So many are shown in all. */
      limit: number;
      /** The last days, which lanes are of. ISO 8601. */
      from: string;
      to: string;
    },
  ): Promise<{
    entries: TimelineEntry[];
    /** What stands on its lane; what is of other days is passed over. */
    marks?: Mark[];
    /** Where the area shows all that happened to the entity. */
    more?: { text: ReactNode; href: string };
  }>;
}

/** What a timeline extension says. */
export const timelineSourceDataRef =
  createExtensionDataRef<TimelineSource>().with({
    id: 'governance.timeline-source',
  });

/** Adds what happened to an entity in one area to its one time line. */
export const TimelineBlueprint = readable(
  createExtensionBlueprint({
    kind: 'entity-timeline',
    attachTo: { id: 'entity-card:governance/timeline', input: 'sources' },
    output: [timelineSourceDataRef],
    dataRefs: { source: timelineSourceDataRef },
    factory(params: TimelineSource) {
      return [timelineSourceDataRef(params)];
    },
  }),
  timelineSourceDataRef,
);
