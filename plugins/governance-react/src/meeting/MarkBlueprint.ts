import {
  ApiHolder,
  createApiRef,
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import { RemixiconComponentType } from '@remixicon/react';
import { AreaRequest } from './request';
import { readable } from './contributions';

/** What was done to an entity at a time, such as a change that was carried out: to be marked on its charts. */
export interface Mark {
  /** Unique within its area. */
  id: string;
  /** When it began, or happened. ISO 8601. */
  at: string;
  /** When it ended; absent while it goes on. */
  end?: string;
  /** The number of the record; absent of what is on no record, such as a fault that a service says is on. */
  record?: string;
  /** The record's page. */
  href?: string;
  title: string;
}

/** What one area marks on the charts of an entity. */
export interface MarkSource {
  /** As people call the area: "Changes". */
  area: string;
  /** Tells its marks from those of others. */
  icon: RemixiconComponentType;
  /** All of a time, in any order. */
  load(
    request: AreaRequest & { entityRef: string; from: string; to: string },
  ): Promise<Mark[]>;
}

/** What the installed areas mark on charts. */
export interface MarkSources {
  sources: readonly MarkSource[];
}

/** Finds the sources of marks; absent in an app without the `governance` plugin. */
export const markSourcesApiRef = createApiRef<MarkSources>().with({
  id: 'plugin.governance.marks',
  pluginId: 'governance',
});

/** The sources of marks there are. */
export function markSourcesIn(apis: ApiHolder): readonly MarkSource[] {
  return apis.get(markSourcesApiRef)?.sources ?? [];
}

/** What a mark extension says. */
export const markSourceDataRef = createExtensionDataRef<MarkSource>().with({
  id: 'governance.mark-source',
});

/**
 * Marks what an area did to an entity on the charts of other areas: the changes, faults and incidents on the burn-down of
 * an error budget.
 */
export const MarkBlueprint = readable(
  createExtensionBlueprint({
    kind: 'mark',
    attachTo: { id: 'api:governance/marks', input: 'sources' },
    output: [markSourceDataRef],
    dataRefs: { source: markSourceDataRef },
    factory(params: MarkSource) {
      return [markSourceDataRef(params)];
    },
  }),
  markSourceDataRef,
);
