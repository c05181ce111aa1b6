import { createExtensionInput } from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  configurationItemFilter,
  DeployNowBlueprint,
  EntityTrackBlueprint,
  TimelineBlueprint,
} from '@countersign/plugin-governance-react';

/** Without an area that has something to say there is no card. */
const nothing = () => false;

/** "Can I deploy now?": each area adds its line. */
export const deployNowCard = EntityCardBlueprint.makeWithOverrides({
  name: 'deploy-now',
  inputs: {
    lines: createExtensionInput([DeployNowBlueprint.dataRefs.line]),
  },
  factory: (originalFactory, { inputs }) => {
    const lines = inputs.lines.map(line =>
      line.get(DeployNowBlueprint.dataRefs.line),
    );
    return originalFactory({
      filter: lines.length ? configurationItemFilter : nothing,
      loader: () =>
        import('../components/DeployNow').then(m => (
          <m.DeployNowCard lines={lines} />
        )),
    });
  },
});

/** "What happened lately?": one time line of all areas, with what it did to the error budget under it. */
export const timelineCard = EntityCardBlueprint.makeWithOverrides({
  name: 'timeline',
  inputs: {
    sources: createExtensionInput([TimelineBlueprint.dataRefs.source]),
    tracks: createExtensionInput([EntityTrackBlueprint.dataRefs.track]),
  },
  factory: (originalFactory, { inputs }) => {
    const sources = inputs.sources.map(source =>
      source.get(TimelineBlueprint.dataRefs.source),
    );
    const tracks = inputs.tracks.map(track =>
      track.get(EntityTrackBlueprint.dataRefs.track),
    );
    return originalFactory({
      filter: sources.length ? configurationItemFilter : nothing,
      loader: () =>
        import('../components/Timeline').then(m => (
          <m.TimelineCard sources={sources} tracks={tracks} />
        )),
    });
  },
});
