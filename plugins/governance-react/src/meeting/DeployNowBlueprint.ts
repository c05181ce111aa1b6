import {
  createExtensionBlueprint,
  createExtensionDataRef,
} from '@backstage/frontend-plugin-api';
import { ComponentType, lazy } from 'react';
import { readable } from './contributions';

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

type DeployNowParams = {
  area: string;
  loader: () => Promise<DeployNowLine['Line']>;
};

const lineOf = ({ area, loader }: DeployNowParams): DeployNowLine => ({
  area,
  Line: lazy(async () => ({ default: await loader() })),
});

/** Adds the line of one area to the card "Can I deploy now?" of an entity. */
export const DeployNowBlueprint = readable(
  createExtensionBlueprint({
    kind: 'deploy-now',
    attachTo: { id: 'entity-card:governance/deploy-now', input: 'lines' },
    output: [deployNowLineDataRef],
    dataRefs: { line: deployNowLineDataRef },
    factory(params: DeployNowParams) {
      return [deployNowLineDataRef(lineOf(params))];
    },
  }),
  deployNowLineDataRef,
  lineOf,
);
