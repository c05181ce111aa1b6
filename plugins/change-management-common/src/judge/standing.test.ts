import {
  entity,
  person,
  plainText,
  say,
} from '@countersign/plugin-governance-common';
import fc from 'fast-check';
import { Facts } from '../facts';
import { EligibleApprover } from '../model';
import { approvedFacts } from '../testUtils/facts';
import { dana, ivan, Tale } from '../testUtils/Tale';
import {
  approvers,
  itemViewOf,
  olga,
  otto,
  owners,
  world,
} from '../testUtils/world';
import {
  approvalProblems,
  standingApprovalsBy,
  standingOf,
  whatRose,
} from './standing';

const mara = 'user:default/mara';
const db = 'resource:default/checkout-db';

const members = (...users: (string | EligibleApprover)[]) =>
  world({ approversOf: approvers({ [owners]: users }) });
const delegate = (user: string, onBehalfOf: string): EligibleApprover => ({
  user,
  via: 'delegate',
  onBehalfOf,
});
const handOf = (who: string): Facts['hands'][number] => ({
  who,
  as: 'edited',
  at: '2026-11-22T10:00:00.000Z',
  entry: 'e',
});

/** Approved by mara, who acts for otto. */
const byDelegate = () =>
  new Tale({}, { world: members(otto, delegate(mara, otto)) })
    .submit()
    .approve(undefined, mara).facts;

const look = (facts: Facts, of = world()) => {
  const standing = standingOf(facts, of)!;
  const [{ approvals, lapsed = [], satisfied }] = standing.requirements;
  return {
    satisfied: standing.satisfied && satisfied,
    counts: approvals.map(a => a.approver),
    lapsed: lapsed.map(l => l.reason),
  };
};

describe('standingOf', () => {
  it('counts an approval while its giver, or who delegated to them, is a member', () => {
    expect(look(approvedFacts())).toEqual({
      satisfied: true,
      counts: [olga],
      lapsed: [],
    });
    expect(look(approvedFacts(), members(otto))).toEqual({
      satisfied: false,
      counts: [],
      lapsed: [`${olga} is not in ${owners} any more.`],
    });
    expect(look(byDelegate(), members(otto))).toMatchObject({ counts: [mara] });
    expect(look(byDelegate(), members(olga, mara))).toEqual({
      satisfied: false,
      counts: [],
      lapsed: [`${otto} is not in ${owners} any more.`],
    });
  });

  it.each([
    ['the approver', approvedFacts(), olga],
    ['the delegate', byDelegate(), mara],
    ['whoever delegated', byDelegate(), otto],
  ])(
    'does not count the approval once %s had a hand in it',
    (_, facts, who) => {
      const standing = look(
        { ...facts, hands: [...facts.hands, handOf(who)] },
        members(olga, otto, mara),
      );
      expect(standing).toMatchObject({ satisfied: false, counts: [] });
      expect(standing.lapsed).toEqual([expect.stringContaining('edited')]);
    },
  );

  it('counts nothing of another round or another subject, and says that it is not current', () => {
    for (const facts of [
      approvedFacts({ round: 2 }),
      approvedFacts({
        content: { ...approvedFacts().content, title: 'Another' },
      }),
    ]) {
      expect(standingOf(facts, world())).toMatchObject({
        current: false,
        satisfied: false,
      });
    }
  });

  it('is there only once somebody was asked, by a policy', () => {
    expect(standingOf(new Tale().facts, world())).toBeUndefined();
    expect(
      standingOf(approvedFacts(), world({ policies: [] })),
    ).toBeUndefined();
  });

  it('never counts anybody with a hand in it, whoever is a member and whatever they gave', () => {
    const people = [dana, ivan, olga, otto, mara];
    const some = fc.subarray(people);
    const asked = new Tale().submit().facts;
    fc.assert(
      fc.property(
        some,
        some,
        fc.array(
          fc.tuple(
            fc.constantFrom(...people),
            fc.option(fc.constantFrom(...people), { nil: undefined }),
          ),
        ),
        (group, hands, given) => {
          const facts: Facts = {
            ...asked,
            hands: [...asked.hands, ...hands.map(handOf)],
            decisions: given.map(([approver, onBehalfOf], i) => ({
              id: String(i),
              round: asked.round,
              group: owners,
              approver,
              onBehalfOf,
              approved: true,
              subjectDigest: asked.asked!.subjectDigest,
              at: '2026-11-21T10:00:00.000Z',
            })),
          };
          const barred = [dana, ivan, ...hands];
          const { requirements } = standingOf(facts, members(...group))!;
          for (const a of requirements.flatMap(r => r.approvals)) {
            expect(barred).not.toContain(a.approver);
            expect(barred).not.toContain(a.onBehalfOf);
            expect(group).toContain(a.onBehalfOf ?? a.approver);
          }
          for (const e of requirements.flatMap(r => r.eligible)) {
            expect(barred).not.toContain(e.user);
          }
        },
      ),
    );
  });
});

describe('standingApprovalsBy', () => {
  it('finds what somebody gave, and what was given in their name', () => {
    expect(standingApprovalsBy(byDelegate(), otto)).toHaveLength(1);
    expect(standingApprovalsBy(byDelegate(), 'User:Default/MARA')).toHaveLength(
      1,
    );
    expect(standingApprovalsBy(byDelegate(), olga)).toHaveLength(0);
    expect(
      standingApprovalsBy(new Tale().submit().reject().facts, olga),
    ).toHaveLength(0);
  });
});

describe('approvalProblems', () => {
  it('says who is missing, by the members of now', () => {
    const { facts } = new Tale();
    expect(approvalProblems(facts, world())).toEqual([]);
    expect(approvalProblems(facts, members(dana, ivan)).map(plainText)).toEqual(
      [expect.stringContaining('nobody in it may approve')],
    );
    expect(approvalProblems(facts, world({ policies: [] }))).toEqual([
      expect.stringContaining('No approval policy matches'),
    ]);
  });
});

describe('whatRose', () => {
  const policies = [
    {
      name: 'Board',
      match: { items: { $contains: { tier: 'tier-1' } } },
      require: [
        { ownersOf: 'items' as const, count: 1 },
        { group: 'group:default/cab', count: 1 },
      ],
    },
    ...world().policies,
  ];
  const calm = world({ policies });
  const raised = (fields: Parameters<typeof itemViewOf>[1]) => ({
    ...calm,
    items: [itemViewOf(db, fields)],
  });
  const { facts } = Tale.approved({}, { world: calm });

  it('names the item that rose and whom the policies ask now', () => {
    expect(whatRose(facts, raised({ tier: 'tier-1' }))).toEqual([
      say`${entity(
        db,
      )} has tier tier-1 now; it was tier-2 when approval was asked for.`,
      say`Policy Board asks for 1 of ${person(
        'group:default/cab',
      )} (policy Board).`,
    ]);
  });

  it('is silent about what asks for nothing more', () => {
    expect(whatRose(facts, calm)).toEqual([]);
    expect(whatRose(facts, raised({ tier: 'tier-3' }))).toEqual([]);
    expect(whatRose(new Tale().facts, raised({ tier: 'tier-1' }))).toEqual([]);
  });

  it('names what rose also where a decision looked at it in between', () => {
    const tale = Tale.approved({}, { world: calm });
    tale.world = raised({ tier: 'tier-1' });
    tale.gate();
    expect(whatRose(tale.facts, tale.world).map(plainText)).toContainEqual(
      expect.stringContaining('has tier tier-1 now'),
    );
  });

  it('counts a risk that rose by itself', () => {
    const byRisk = [
      {
        name: 'High risk',
        match: { 'risk.level': 'high' },
        require: [{ group: 'group:default/cab', count: 1 }],
      },
      ...world().policies,
    ];
    const approved = Tale.approved({}, { world: world({ policies: byRisk }) });
    expect(
      whatRose(
        approved.facts,
        world({ policies: byRisk, risk: { score: 70, level: 'high' } }),
      ).map(plainText),
    ).toEqual([
      expect.stringContaining(
        'Policy High risk asks for 1 of group:default/cab',
      ),
    ]);
  });
});
