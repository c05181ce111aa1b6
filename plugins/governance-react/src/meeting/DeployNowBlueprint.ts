import {
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import { ComponentType, lazy } from 'react';

/** One area's line of the card "Can I deploy now?". */
export interface DeployNowLine {
  /** As people call the area: "Changes". */
  area: string;
  /** The line; it may suspend, and what it throws stays on the line. */
  Line: ComponentType<{ entityRef: string }>;
}

/** What a deploy-now extension says. */
export const deployNowLineDataRef =
  createExtensionDataRef<DeployNowLine>().with({
    id: 'governance.deploy-now-line',
  });

/** Adds the line of one area to the card "Can I deploy now?" of an entity. */
export const DeployNowBlueprint = createExtensionBlueprint({
  kind: 'deploy-now',
  attachTo: { id: 'entity-card:governance/deploy-now', input: 'lines' },
  output: [deployNowLineDataRef],
  dataRefs: { line: deployNowLineDataRef },
  factory(params: {
    area: string;
    loader: () => Promise<DeployNowLine['Line']>;
  }) {
    const Line = lazy(async () => ({ default: await params.loader() }));
    return [deployNowLineDataRef({ area: params.area, Line })];
  },
});
