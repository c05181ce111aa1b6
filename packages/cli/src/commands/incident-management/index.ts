import { incidentStories } from '@countersign/plugin-incident-management-common';
import { Area } from '../Area';

/** What `countersign verify` knows of incidents. */
export const incidentManagement: Area = { stories: [incidentStories] };
