import { itemView } from '@countersign/plugin-governance-common';
import { configurationItem } from '../__testUtils__/items';
import { approvalPoliciesSchema } from '../model';
import { matchPolicy } from './matchPolicy';
import { policySetDigest } from './policySetDigest';
import { policySubjectOf } from './policySubject';

const policies = approvalPoliciesSchema.parse([
  {
    name: 'destroys in production',
    match: {
      $all: [
        { 'change.environment': 'production' },
        { $not: { 'change.destroys': 0 } },
      ],
    },
    require: [{ group: 'group:default/cab', count: 2 }],
  },
  {
    name: 'sox',
    match: { items: { $contains: { soxScope: true } } },
    require: [{ group: 'group:default/audit' }],
  },
  {
    name: 'high risk',
    match: { 'risk.level': { $in: ['high', 'very_high'] } },
    require: [{ group: 'group:default/cab' }],
  },
  {
    name: 'databases',
    match: { items: { $contains: { 'spec.type': 'database' } } },
    require: [{ ownersOf: 'items' }],
  },
]);

const change = {
  type: 'normal',
  category: 'software',
  environment: 'production',
  requester: 'user:default/rae',
} as const;
const counts = { create: 0, update: 0, replace: 0, delete: 1, forget: 0 };
const low = { score: 10, level: 'low' } as const;
const service = itemView(
  configurationItem('component:default/web', { type: 'service' }),
);
const sox = itemView(
  configurationItem('component:default/ledger', { soxScope: true }),
);
const database = itemView(
  configurationItem('resource:default/db', { type: 'database' }),
);

describe('matchPolicy', () => {
  it.each([
    ['a plan that destroys', [sox], low, { counts }, 'destroys in production'],
    [
      'an item in SOX scope among others',
      [service, sox],
      low,
      undefined,
      'sox',
    ],
    [
      'an item in SOX scope before high risk: order decides',
      [sox],
      { score: 70, level: 'high' },
      undefined,
      'sox',
    ],
    [
      'a high risk',
      [service],
      { score: 70, level: 'high' },
      undefined,
      'high risk',
    ],
    [
      'an item of a type, as catalog entities say it',
      [database],
      low,
      undefined,
      'databases',
    ],
    ['nothing', [service], low, undefined, undefined],
  ] as const)('matches %s', (_, items, risk, plan, expected) => {
    const subject = policySubjectOf(change, items, risk, plan);
    expect(matchPolicy(policies, subject)?.name).toBe(expected);
  });

  it('matches everything without a predicate', () => {
    const everything = { name: 'all', require: [] };
    const subject = policySubjectOf(change, [service], low);
    expect(matchPolicy([everything], subject)).toBe(everything);
  });
});

describe('policySetDigest', () => {
  it('depends on the order of policies, not on the order of keys', () => {
    const [first, second] = policies;
    expect(policySetDigest([first, second])).not.toBe(
      policySetDigest([second, first]),
    );
    const { name, match, require } = first;
    expect(policySetDigest([{ require, match, name }])).toBe(
      policySetDigest([{ name, match, require }]),
    );
  });
});
