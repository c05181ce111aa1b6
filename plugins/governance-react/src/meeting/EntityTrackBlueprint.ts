import {
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import { AreaRequest } from './request';
import { readable } from './contributions';
import { Judged } from './ScorecardCheckBlueprint';

/** A share over a time, such as what is left of an error budget: drawn under the time line of an entity. */
export interface EntityTrack {
  /** What it is and how it stands now, in a few words. */
  text: string;
  /** Where there is more of it. */
  href?: string;
  /** Oldest first; 1 is all of it, below 0 it is overspent. Absent where nobody knows. */
  points: { at: string; share?: number }[];
}

/** What one area draws under the time line of an entity. */
export interface EntityTrackSource<T = unknown> {
  id: string;
  /** As people call the area: "SLOs". */
  area: string;
  /** What is asked, shared with whatever else on the page has the same `key` (`useAsyncData`, `shared`). */
  request: {
    key(entityRef: string): string;
    load(request: AreaRequest & { entityRef: string }): Promise<T>;
  };
  /** Undefined where the entity has nothing of the kind. */
  draw(answer: T, about: Judged): EntityTrack | undefined;
}

/** What a track extension says. */
export const entityTrackDataRef =
  createExtensionDataRef<EntityTrackSource>().with({
    id: 'governance.entity-track',
  });

/** Draws a share over time under the one time line of an entity, so that what it did stands under what happened. */
export const EntityTrackBlueprint = readable(
  createExtensionBlueprint({
    kind: 'entity-track',
    attachTo: { id: 'entity-card:governance/timeline', input: 'tracks' },
    output: [entityTrackDataRef],
    dataRefs: { track: entityTrackDataRef },
    factory(params: EntityTrackSource<any>) {
      return [entityTrackDataRef(params)];
    },
  }),
  entityTrackDataRef,
);
