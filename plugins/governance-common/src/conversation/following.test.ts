import fc from 'fast-check';
import {
  choiceReasons,
  commentNews,
  FollowChoice,
  followingOf,
  followStateOf,
  followStateSchemaOf,
} from './following';

const refs: fc.Arbitrary<string> = fc.constantFrom(
  'user:default/dana',
  'user:default/ada',
  'user:default/ben',
  'group:default/checkout',
  'external:ci',
);
const roles = fc.array(
  fc.record({ entityRef: refs, because: fc.constantFrom('lead', 'approver') }),
);
const choices: fc.Arbitrary<FollowChoice[]> = fc.uniqueArray(
  fc.record({
    who: refs.filter(ref => ref !== 'external:ci'),
    follows: fc.boolean(),
    because: fc.constantFrom(...choiceReasons),
  }),
  { selector: ({ who }) => who },
);

describe('followers', () => {
  it('are those with a role and those who chose, each once, but for whom it is too much', () => {
    fc.assert(
      fc.property(roles, choices, (byRole, chosen) => {
        const { followers, without } = followingOf(byRole, chosen);
        const expected = new Set(
          [
            ...byRole.map(({ entityRef }) => entityRef),
            ...chosen.filter(c => c.follows).map(c => c.who),
          ].filter(
            ref =>
              ref !== 'external:ci' &&
              !chosen.some(c => c.who === ref && !c.follows),
          ),
        );
        expect(followers.map(f => f.entityRef).sort()).toEqual(
          [...expected].sort(),
        );
        const roleOf = (ref: string) =>
          byRole.find(({ entityRef }) => entityRef === ref)?.because;
        const withRole = followers.filter(f => roleOf(f.entityRef));
        expect(withRole.map(f => f.because)).toEqual(
          withRole.map(f => roleOf(f.entityRef)),
        );
        expect(without).toEqual(chosen.filter(c => !c.follows).map(c => c.who));
      }),
    );
  });

  it('are told through their groups, unless they said no', () => {
    const byRole = [
      { entityRef: 'group:default/checkout', because: 'approver' },
    ];
    const groups = ['group:default/checkout'];
    const state = (chosen: FollowChoice[]) =>
      followStateOf(followingOf(byRole, chosen), 'user:default/ada', groups);
    expect(state([]).follows).toBe(true);
    const no = { who: 'user:default/ada', follows: false } as const;
    expect(state([{ ...no, because: 'chose' }]).follows).toBe(false);
    const schema = followStateSchemaOf(['lead', 'approver']);
    expect(schema.parse(state([]))).toEqual(state([]));
  });
});

describe('a comment', () => {
  it('is news to each once, never to its author, and to nobody who said no', () => {
    fc.assert(
      fc.property(
        refs,
        fc.uniqueArray(refs),
        roles,
        choices,
        (author, mentions, byRole, chosen) => {
          const following = followingOf(byRole, chosen);
          const news = commentNews(author, mentions, following);
          const told = news.flatMap(({ recipients }) => recipients);
          expect(new Set(told).size).toBe(told.length);
          expect(told).not.toContain(author);
          expect(told.sort()).toEqual(
            [
              ...new Set([
                ...mentions,
                ...following.followers.map(f => f.entityRef),
              ]),
            ]
              .filter(ref => ref !== author)
              .sort(),
          );
          for (const { recipients, exclude, words } of news) {
            expect(exclude).toContain(author);
            expect(recipients.every(ref => !exclude.includes(ref))).toBe(true);
            const isMention = words === 'mentions you';
            expect(recipients.some(ref => mentions.includes(ref))).toBe(
              isMention,
            );
            // Who is in a group that follows and was mentioned, or said no, is not told through the group.
            expect(exclude).toEqual(
              expect.arrayContaining(
                isMention ? [] : [...following.without, ...mentions],
              ),
            );
          }
        },
      ),
    );
  });
});
