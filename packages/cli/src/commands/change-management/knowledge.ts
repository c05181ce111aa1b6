import {
  changeReader,
  changeStories,
} from '@countersign/plugin-change-management-common';
import { importStories } from '@countersign/plugin-governance-common';
import { AreaKnowledge } from '../verify/evidence';

/** What `verify` knows of changes. */
export const changeKnowledge: AreaKnowledge = {
  stories: [changeStories, importStories('change')],
  readers: [changeReader],
};
