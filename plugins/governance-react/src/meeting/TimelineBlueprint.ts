import {
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import { Phrase } from '@countersign/plugin-governance-common';
import { ReactNode } from 'react';
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
  /** The latest entries, in any order. */
  load(
    request: AreaRequest & {
      entityRef: string;
      /** So many are shown in all. */
      limit: number;
    },
  ): Promise<{
    entries: TimelineEntry[];
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
