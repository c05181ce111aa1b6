import {
  drillStories,
  gameDayStories,
  scheduleStories,
} from '@countersign/plugin-chaos-drills-common';
import { AreaKnowledge } from '../verify/evidence';

/** What `verify` knows of drills. */
export const drillKnowledge: AreaKnowledge = {
  stories: [drillStories, gameDayStories, scheduleStories],
};
