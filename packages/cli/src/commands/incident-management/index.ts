import {
  incidentStories,
  problemStories,
  statementStories,
} from '@countersign/plugin-incident-management-common';
import { Area } from '../Area';

/** What `countersign verify` knows of incidents, problems and their figures. */
export const incidentManagement: Area = {
  stories: [incidentStories, problemStories, statementStories],
};
