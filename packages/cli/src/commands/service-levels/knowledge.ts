import {
  alertStories,
  correctionStories,
  errorBudgetDerivation,
  errorBudgetPolicyStories,
  objectiveStories,
} from '@countersign/plugin-service-levels-common';
import { AreaKnowledge } from '../verify/evidence';

/** What `verify` knows of service levels. */
export const serviceLevelKnowledge: AreaKnowledge = {
  stories: [
    alertStories,
    correctionStories,
    errorBudgetPolicyStories,
    objectiveStories,
  ],
  derivations: [errorBudgetDerivation],
};
