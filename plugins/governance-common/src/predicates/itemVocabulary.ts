import {
  CRITICALITY_TIERS,
  DATA_CLASSIFICATIONS,
} from '@countersign/plugin-cmdb-common';
import { predicateOver } from './predicateOver';
import { entityTerm, environmentTerm } from './terms';
import { TextTerm, Vocabulary } from './vocabulary';

/** Words that a portal's configuration decides. Where they are not given, any word that could be one is taken. */
export interface ConfiguredWords {
  environments?: readonly string[];
  /** Kinds of entity beside Backstage's own. */
  kinds?: readonly string[];
}

/** Kinds of entity that Backstage itself has. */
export const backstageKinds = [
  'Component',
  'Resource',
  'API',
  'System',
  'Domain',
  'Group',
  'User',
  'Location',
  'Template',
] as const;

const text: TextTerm = { holds: 'text' };
const always = true;

/** What a predicate can say of a configuration item: the properties of `itemView`. */
export function itemVocabulary(configured: ConfiguredWords = {}): Vocabulary {
  const kind: TextTerm = {
    holds: 'text',
    values: configured.kinds && [...backstageKinds, ...configured.kinds],
  };
  const owner = entityTerm('group:default/team-checkout');
  const system = entityTerm('system:default/shop');
  return {
    entityRef: { ...entityTerm('component:default/checkout-api'), always },
    kind: { ...kind, always, example: 'Component' },
    type: { ...text, always: false },
    tier: { holds: 'text', values: CRITICALITY_TIERS, always: false },
    soxScope: { holds: 'flag', always },
    dataClassification: {
      holds: 'text',
      values: DATA_CLASSIFICATIONS,
      always: false,
    },
    environment: { ...environmentTerm(configured.environments), always: false },
    owner: { ...owner, always: false },
    system: { ...system, always: false },
    stateful: { holds: 'flag', always },
    'metadata.namespace': { ...text, always },
    'metadata.name': { ...text, always },
    'metadata.title': { ...text, always },
    'spec.type': { ...text, sameAs: 'type', always: false },
    'spec.lifecycle': { ...text, always: false },
    'spec.owner': { ...owner, sameAs: 'owner', always: false },
    'spec.system': { ...system, sameAs: 'system', always: false },
  };
}

/** A predicate over configuration items. */
export const itemPredicateSchema = predicateOver(
  itemVocabulary(),
  'a configuration item',
);
