import { logExportStories } from '@countersign/plugin-service-logs-common';
import { AreaKnowledge } from '../verify/evidence';

/** What `verify` knows of results of logs. */
export const logKnowledge: AreaKnowledge = { stories: [logExportStories] };
