import {
  CRITICALITY_TIERS,
  DATA_CLASSIFICATIONS,
} from '@countersign/plugin-cmdb-common';
import { changeCategories, changeTypes } from '../model/change';
import { riskLevels } from '../model/risk';

/** What a property can hold. `always`: it is there whatever the item or the change is. */
export type Term = { always: boolean } & (
  | TextTerm
  | { holds: 'number'; least: number; most: number; whole: boolean }
  | { holds: 'flag' }
  | { holds: 'list'; of: Vocabulary }
);

export interface TextTerm {
  holds: 'text';
  /** The only values there are, where they are known. */
  values?: readonly string[];
  /** What every value looks like, and what any beginning of one does. */
  form?: { whole: RegExp; beginning: RegExp; like: string };
  /** Another name of this property, which always holds the same. */
  sameAs?: string;
}

/** The properties a predicate can name, by path. */
export type Vocabulary = Readonly<Record<string, Term>>;

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

const reference = (like: string): TextTerm => ({
  holds: 'text',
  form: {
    whole: /^[a-z][a-z0-9-]*:[a-z0-9][a-z0-9-_.]*\/[a-z0-9][a-z0-9-_.]*$/i,
    beginning:
      /^([a-z][a-z0-9-]*(:([a-z0-9][a-z0-9-_.]*(\/([a-z0-9][a-z0-9-_.]*)?)?)?)?)?$/i,
    like: `a full entity reference such as ${like}`,
  },
});

const environment = (known?: readonly string[]): TextTerm => ({
  holds: 'text',
  values: known,
  form: {
    whole: /^[a-z0-9]+(-[a-z0-9]+)*$/i,
    beginning: /^([a-z0-9]+-?)*$/i,
    like: 'a word such as production',
  },
});

/** A person, or a pipeline or plugin such as `external:ci`. */
const principal: TextTerm = {
  holds: 'text',
  form: {
    whole: /^[^\s:]+:\S+$/,
    beginning: /^[^\s:]+(:\S*)?$/,
    like: 'a full reference such as user:default/dana-developer',
  },
};

const text: TextTerm = { holds: 'text' };
const always = true;

/** What a predicate can say of a configuration item: the properties of `itemView`. */
export function itemVocabulary(configured: ConfiguredWords = {}): Vocabulary {
  const kind: TextTerm = {
    holds: 'text',
    values: configured.kinds && [...backstageKinds, ...configured.kinds],
  };
  const owner = reference('group:default/team-checkout');
  const system = reference('system:default/shop');
  return {
    entityRef: { ...reference('component:default/checkout-api'), always },
    kind: { ...kind, always },
    type: { ...text, always: false },
    tier: { holds: 'text', values: CRITICALITY_TIERS, always: false },
    soxScope: { holds: 'flag', always },
    dataClassification: {
      holds: 'text',
      values: DATA_CLASSIFICATIONS,
      always: false,
    },
    environment: { ...environment(configured.environments), always: false },
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

/** What a policy's predicate can say: the properties of a `PolicySubject`. */
export function policyVocabulary(configured: ConfiguredWords = {}): Vocabulary {
  const count: Term = {
    holds: 'number',
    least: 0,
    most: Number.MAX_SAFE_INTEGER,
    whole: true,
    always,
  };
  return {
    'change.type': { holds: 'text', values: changeTypes, always },
    'change.category': { holds: 'text', values: changeCategories, always },
    'change.environment': { ...environment(configured.environments), always },
    'change.team': {
      ...reference('group:default/team-checkout'),
      always: false,
    },
    'change.requester': { ...principal, always },
    'change.destroys': count,
    'change.replaces': count,
    'change.hasPlan': { holds: 'flag', always },
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
