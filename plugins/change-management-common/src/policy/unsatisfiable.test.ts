import { plainText } from '@countersign/plugin-governance-common';
import fc from 'fast-check';
import { excludedFromApproval, namedDuties } from '../facts';
import { EligibleApprover } from '../model';
import { unsatisfiable } from './unsatisfiable';

const cab = 'group:default/change-advisory-board';
const shop = 'group:default/shop';
const user = (name: string) => `user:default/${name}`;
const members = (...names: string[]): EligibleApprover[] =>
  names.map(name => ({ user: user(name), via: 'member' }));
const displayName = (ref: string) => {
  const name = ref.split('/')[1];
  return name[0].toUpperCase() + name.slice(1);
};
const excluded = excludedFromApproval(
  namedDuties({
    requester: user('rae'),
    planAuthors: [user('pat')],
    implementer: user('oscar'),
  }),
);

describe('unsatisfiable', () => {
  it.each([
    [
      'one who may approve and one who may not',
      [{ group: cab, count: 2 }],
      { [cab]: members('amara', 'oscar') },
      `needs 2 of ${cab}, but only Amara may approve: Oscar is the implementer of it`,
    ],
    [
      'nobody left',
      [{ group: cab, count: 1 }],
      { [cab]: members('rae', 'pat') },
      `needs 1 of ${cab}, but nobody in it may approve: Rae is the requester of it, Pat is an author of the plan of it`,
    ],
    [
      'an empty group',
      [{ group: cab, count: 1 }],
      {},
      `needs 1 of ${cab}, but it has no members`,
    ],
    [
      'one person for two groups',
      [
        { group: shop, count: 1 },
        { group: cab, count: 1 },
      ],
      { [cab]: members('amara'), [shop]: members('amara') },
      `needs 1 of ${shop} and 1 of ${cab}, but only Amara may approve, and one person counts for one requirement only`,
    ],
    [
      'an item without an owner',
      [{ group: 'resource:default/db', count: 1 }],
      {},
      'needs an owner of resource:default/db, but the catalog names none',
    ],
    [
      'a delegate of the implementer',
      [{ group: cab, count: 1 }],
      {
        [cab]: [
          ...members('oscar'),
          { user: user('dana'), via: 'delegate', onBehalfOf: user('oscar') },
        ],
      },
      `needs 1 of ${cab}, but nobody in it may approve: Oscar is the implementer of it`,
    ],
    [
      'a member and their delegate, who have one right',
      [{ group: cab, count: 2 }],
      {
        [cab]: [
          ...members('amara'),
          { user: user('dana'), via: 'delegate', onBehalfOf: user('amara') },
        ],
      },
      `needs 2 of ${cab}, but only Amara may approve`,
    ],
  ] as [string, { group: string; count: number }[], Record<string, EligibleApprover[]>, string][])(
    'says who is missing: %s',
    (_, requirements, candidates, sentence) => {
      expect(
        unsatisfiable(
          requirements,
          new Map(Object.entries(candidates)),
          excluded,
          displayName,
        ).map(plainText),
      ).toEqual([sentence]);
    },
  );

  it('is silent when an assignment exists that a greedy one would miss', () => {
    expect(
      unsatisfiable(
        [
          { group: cab, count: 1 },
          { group: shop, count: 1 },
        ],
        new Map([
          [cab, members('amara', 'bela')],
          [shop, members('amara')],
        ]),
        excluded,
      ),
    ).toEqual([]);
  });

  interface Situation {
    requirements: { group: string; count: number }[];
    candidates: Map<string, EligibleApprover[]>;
  }
  const people = ['rae', 'pat', 'oscar', 'a', 'b', 'c', 'd'];
  const situation: fc.Arbitrary<Situation> = fc
    .array(
      fc.record({
        count: fc.integer({ min: 1, max: 3 }),
        members: fc.subarray(people),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map(groups => ({
      requirements: groups.map(({ count }, i) => ({
        group: `group:default/g${i}`,
        count,
      })),
      candidates: new Map(
        groups.map((g, i) => [`group:default/g${i}`, members(...g.members)]),
      ),
    }));

  it('never counts those whom the duty rules exclude', () => {
    fc.assert(
      fc.property(situation, ({ requirements, candidates }) => {
        const without = new Map(
          [...candidates].map(([group, all]) => [
            group,
            all.filter(c => !excluded.has(c.user)),
          ]),
        );
        expect(unsatisfiable(requirements, candidates, excluded).length).toBe(
          unsatisfiable(requirements, without, excluded).length,
        );
      }),
    );
  });

  const met = ({ requirements, candidates }: Situation) =>
    unsatisfiable(requirements, candidates, excluded).length === 0;

  it('is never made worse by one more member', () => {
    fc.assert(
      fc.property(
        situation.filter(met),
        fc.constantFrom(...people),
        ({ requirements, candidates }, extra) => {
          const [{ group }] = requirements;
          const more = [...candidates.get(group)!, ...members(extra)];
          candidates.set(group, more);
          expect(unsatisfiable(requirements, candidates, excluded)).toEqual([]);
        },
      ),
    );
  });

  it('is never mended by asking for one more approval', () => {
    fc.assert(
      fc.property(
        situation.filter(s => !met(s)),
        ({ requirements: [first, ...rest], candidates }) => {
          const stricter = [{ ...first, count: first.count + 1 }, ...rest];
          expect(unsatisfiable(stricter, candidates, excluded)).not.toEqual([]);
        },
      ),
    );
  });
});
