import {
  itemView,
  predicateProblems,
} from '@countersign/plugin-governance-common';
import { configurationItem } from '../__testUtils__/items';
import { policySubjectOf } from './policySubject';
import { policyVocabulary } from './policyVocabulary';

const ofPolicy = policyVocabulary({
  environments: ['production', 'staging', 'qa'],
  kinds: ['Cluster'],
});
const policyProblems = (predicate: unknown) =>
  predicateProblems(predicate, ofPolicy);

describe('what approval policies can speak of', () => {
  it('is what they see of changes, no more and no less', () => {
    const item = configurationItem('component:default/a');
    const subject = policySubjectOf(
      {
        type: 'normal',
        category: 'software',
        environment: 'production',
        team: 'group:default/a',
        requester: 'user:default/dana',
      },
      [itemView(item)],
      { score: 10, level: 'low' },
    );
    expect(Object.keys(ofPolicy).sort()).toEqual(pathsOf(subject).sort());

    function pathsOf(value: object, prefix = ''): string[] {
      return Object.entries(value).flatMap(([key, member]) =>
        typeof member === 'object' && !Array.isArray(member)
          ? pathsOf(member, `${prefix}${key}.`)
          : [`${prefix}${key}`],
      );
    }
  });

  it.each([
    [{ 'change.typ': 'normal' }, 'change.typ', 'did you mean change.type?'],
    [{ 'change.type': 'emergncy' }, 'change.type', 'did you mean emergency?'],
    [{ 'change.category': 'db' }, 'change.category', 'one of software'],
    [{ 'change.requester': 'dana' }, 'change.requester', 'a full reference'],
    [{ 'change.hasPlan': 'yes' }, 'change.hasPlan', 'must be true or false'],
    [{ 'change.destroys': 0.5 }, 'change.destroys', 'a whole number from 0'],
    [{ 'change.destroys': '07' }, 'change.destroys', 'a whole number from 0'],
    [{ 'risk.level': 'very high' }, 'risk.level', 'did you mean very_high?'],
    [{ 'risk.score': 101 }, 'risk.score', 'a number from 0 to 100'],
    [{ tier: 'tier-1' }, 'tier', 'write items: { $contains: { tier: … } }'],
    [{ 'items.tier': 'tier-1' }, 'items.tier', '$contains: { tier: … }'],
    [{ items: 'component:default/a' }, 'items', 'is a list'],
    [{ items: { $contains: 'a' } }, 'items.$contains', 'must be an object'],
    [
      { items: { $contains: { soxScope: 'true' } } },
      'items.$contains.soxScope',
      'without quotes',
    ],
  ])('of a policy, %j: at %j', (predicate, path, message) => {
    const [problem] = policyProblems(predicate);
    expect(problem.path.join('.')).toBe(path);
    expect(problem.message).toContain(message);
  });

  it('accepts what a policy may ask of several items at once', () => {
    const tier = (value: string) => ({ items: { $contains: { tier: value } } });
    expect(
      policyProblems({
        $all: [
          tier('tier-1'),
          tier('tier-2'),
          { $not: tier('tier-3') },
          { 'risk.score': '50' },
          { 'change.requester': 'external:ci' },
        ],
      }),
    ).toEqual([]);
  });

  it.each([{ $not: {} }, { $all: [{ tier: 'tier-1' }, { tier: 'tier-2' }] }])(
    'refuses what contradicts itself within an item: %j',
    predicate => {
      const always = { $all: [{ tier: { $exists: true } }, predicate] };
      expect(policyProblems({ items: { $contains: always } })).toMatchObject([
        { path: [], message: expect.stringContaining('can never match') },
      ]);
    },
  );

  it('begins an example with what every change has', () => {
    expect(policyProblems('production')[0].message).toContain(
      '{ change.environment: production }',
    );
  });
});
