import {
  assuranceStories,
  runStories,
} from '@countersign/plugin-compliance-evidence-common';
import { AreaKnowledge } from '../verify/evidence';

/** What `verify` knows of runs, findings, requests and attestations. */
export const evidenceKnowledge: AreaKnowledge = {
  stories: [runStories, ...assuranceStories],
};
