import {
  assuranceStories,
  inquiryStories,
  runStories,
} from '@countersign/plugin-compliance-evidence-common';
import { AreaKnowledge } from '../verify/evidence';

/** What `verify` knows of runs, findings, requests, attestations and inquiries. */
export const evidenceKnowledge: AreaKnowledge = {
  stories: [runStories, ...assuranceStories, inquiryStories],
};
