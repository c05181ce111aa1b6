import {
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import { AreaRequest } from './request';
import { readable } from './contributions';

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
export interface EntityTrackSource {
  /** As people call the area: "SLOs". */
  area: string;
  /** Undefined where the entity has nothing of the kind. */
  load(
    request: AreaRequest & { entityRef: string; from: string; to: string },
  ): Promise<EntityTrack | undefined>;
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
    factory(params: EntityTrackSource) {
      return [entityTrackDataRef(params)];
    },
  }),
  entityTrackDataRef,
);
