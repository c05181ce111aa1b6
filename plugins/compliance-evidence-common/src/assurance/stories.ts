import { attestationStories } from './attestations';
import { findingStories } from './findings';
import { requestStories } from './requests';

/** How whoever verifies evidence judges what a log says of findings, requests and attestations. */
export const assuranceStories = [
  findingStories,
  requestStories,
  attestationStories,
];
