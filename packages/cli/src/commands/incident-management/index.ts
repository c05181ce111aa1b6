import {
  incidentStories,
  problemStories,
} from '@countersign/plugin-incident-management-common';
import { Area } from '../Area';

/** What `countersign verify` knows of incidents and problems. */
export const incidentManagement: Area = {
  stories: [incidentStories, problemStories],
};
