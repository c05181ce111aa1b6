import {
  changeReader,
  changeStories,
} from '@countersign/plugin-change-management-common';
import { AreaKnowledge } from '../verify/evidence';

/** What `verify` knows of changes. */
export const changeKnowledge: AreaKnowledge = {
  stories: [changeStories],
  readers: [changeReader],
};
