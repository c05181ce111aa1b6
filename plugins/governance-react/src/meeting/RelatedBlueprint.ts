import {
  ApiHolder,
  createApiRef,
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import { ReactNode } from 'react';
import { AreaRequest } from './request';
import { readable } from './contributions';

/** What an area has that belongs to a record of another: a record of its own, or the way to one that is still to be made. */
export interface RelatedLine {
  /** Unique within its area. */
  id: string;
  /** The number of the record; absent where there is none yet. */
  record?: string;
  href?: string;
  title: ReactNode;
  /** How it stands. */
  state?: ReactNode;
}

/** What one area has of records of others. */
export interface RelatedSource {
  /** As people call the area: "Drills". */
  area: string;
  /** What the numbers of records begin with to which it has something, such as `CHG`. */
  prefixes: readonly string[];
  load(request: AreaRequest & { number: string }): Promise<RelatedLine[]>;
}

/** What the installed areas have of records of each other. */
export interface RelatedSources {
  sources: readonly RelatedSource[];
}

/** Finds the sources of what is related; absent in an app without the `governance` plugin. */
export const relatedSourcesApiRef = createApiRef<RelatedSources>().with({
  id: 'plugin.governance.related',
  pluginId: 'governance',
});

/** The sources that have something to a record of this number. */
export function relatedSourcesIn(
  apis: ApiHolder,
  number: string,
): readonly RelatedSource[] {
  const sources = apis.get(relatedSourcesApiRef)?.sources ?? [];
  return sources.filter(({ prefixes }) =>
    prefixes.some(prefix => number.startsWith(prefix)),
  );
}

/** What a related extension says. */
export const relatedSourceDataRef =
  createExtensionDataRef<RelatedSource>().with({
    id: 'governance.related-source',
  });

/** Shows on the page of a record what another area has to it, such as the drills that a change permits. */
export const RelatedBlueprint = readable(
  createExtensionBlueprint({
    kind: 'related',
    attachTo: { id: 'api:governance/related', input: 'sources' },
    output: [relatedSourceDataRef],
    dataRefs: { source: relatedSourceDataRef },
    factory(params: RelatedSource) {
      return [relatedSourceDataRef(params)];
    },
  }),
  relatedSourceDataRef,
);
