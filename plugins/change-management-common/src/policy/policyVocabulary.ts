import {
  ConfiguredWords,
  countTerm,
  entityTerm,
  environmentTerm,
  itemVocabulary,
  predicateOver,
  principalTerm,
  Vocabulary,
} from '@countersign/plugin-governance-common';
import { changeCategories, changeTypes } from '../model/change';
import { riskLevels } from '../model/risk';

const always = true;

/** What a policy's predicate can say: the properties of a `PolicySubject`. */
export function policyVocabulary(configured: ConfiguredWords = {}): Vocabulary {
  return {
    'change.type': { holds: 'text', values: changeTypes, always },
    'change.category': { holds: 'text', values: changeCategories, always },
    'change.environment': {
      ...environmentTerm(configured.environments),
      always,
      example: 'production',
    },
    'change.team': {
      ...entityTerm('group:default/team-checkout'),
      always: false,
    },
    'change.requester': { ...principalTerm, always },
    'change.destroys': { ...countTerm, always },
    'change.replaces': { ...countTerm, always },
    'change.hasPlan': { holds: 'flag', always },
    'change.reliabilityFix': { holds: 'flag', always },
    'risk.score': {
      holds: 'number',
      least: 0,
      most: 100,
      whole: false,
      always,
    },
    'risk.level': { holds: 'text', values: riskLevels, always },
    items: { holds: 'list', of: itemVocabulary(configured), always },
  };
}

/** Of approval policies. */
export const policyPredicateSchema = predicateOver(
  policyVocabulary(),
  'a change, its risk and its items',
);
