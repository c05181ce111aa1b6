import { importStories } from '@countersign/plugin-governance-common';
import {
  incidentStories,
  problemStories,
  statementStories,
} from '@countersign/plugin-incident-management-common';
import { AreaKnowledge } from '../verify/evidence';

/** What `verify` knows of incidents, problems and their figures. */
export const incidentKnowledge: AreaKnowledge = {
  stories: [
    incidentStories,
    problemStories,
    statementStories,
    importStories('incident'),
    importStories('problem'),
  ],
};
