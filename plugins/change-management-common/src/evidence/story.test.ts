import { LedgerEntry } from '@countersign/plugin-ledger-common';
import fc from 'fast-check';
import { played, plays } from '../__testUtils__/play';
import { anEmergency, conflict, honestTales } from '../__testUtils__/tales';
import { ChangeEventType } from '../model';
import { commitB, digestB } from '../testUtils/change';
import { honestStory } from '../testUtils/honestStory';
import { honestStoryOfRules1 } from '../testUtils/honestStoryOfRules1';
import {
  dana,
  ivan,
  pipeline,
  portal,
  presented,
  Tale,
} from '../testUtils/Tale';
import { itemViewOf, olga, otto, owners, world } from '../testUtils/world';
import { StoryClaimId } from './claims';
import { changeStory } from './story';

const told = (entries: LedgerEntry[]): string[] =>
  changeStory(entries)
    .claims.filter(claim => !claim.holds)
    .map(claim => `${claim.id}: ${claim.detail}`);
const failed = (entries: LedgerEntry[]): StoryClaimId[] =>
  changeStory(entries)
    .claims.filter(claim => !claim.holds)
    .map(claim => claim.id);

describe('an honest story', () => {
  it('bears out every claim', () => {
    const result = changeStory(honestStory());
    expect(result).toMatchObject({
      subject: 'CHG0000042',
      title: 'Raise the checkout database tier',
      state: 'closed',
      rules: 2,
      holds: true,
    });
    expect(result.claims.map(c => c.id)).toEqual([
      'opened',
      'readable',
      'states',
      'bound',
      'duties',
      'approved',
      'gate',
      'deployed',
      'verdicts',
      'closed',
      'relied',
      'written',
      'whole',
      'owed',
      'demands',
    ]);
    expect(
      result.claims.filter(c => !c.entryIds.length).map(c => c.id),
    ).toEqual(['owed', 'demands']);
  });

  it.each(Object.entries(honestTales))(
    'of %s holds at any point',
    (_, tale) => {
      const { entries } = tale();
      // In between the entries of one transaction a story may look unfinished, never false.
      for (let n = 1; n <= entries.length; n++) {
        expect(told(entries.slice(0, n))).toEqual([]);
      }
    },
  );

  it('holds whatever is done by the rules, but for what was deployed against them', () => {
    fc.assert(
      fc.property(plays, play => {
        const { entries } = played(play);
        expect(told(entries).filter(f => !f.startsWith('deployed:'))).toEqual(
          [],
        );
      }),
      { numRuns: 200 },
    );
  });
});

interface Alteration {
  actor?: string;
  nth?: number;
  of?: LedgerEntry[];
}

/** The story with the data of one entry changed. */
function altered(
  type: ChangeEventType,
  change: object,
  { actor, nth = 0, of = honestStory() }: Alteration = {},
): LedgerEntry[] {
  let seen = 0;
  return of.map(entry => {
    if (entry.type !== type || seen++ !== nth) return entry;
    return {
      ...entry,
      actor: actor ?? entry.actor,
      data: JSON.parse(
        JSON.stringify({ ...(entry.data as object), ...change }),
      ) as LedgerEntry['data'],
    };
  });
}

const without = (...types: ChangeEventType[]) =>
  honestStory().filter(entry => !types.some(type => type === entry.type));

/** The story with an entry moved to just before the first of another type. */
function moved(type: ChangeEventType, before: ChangeEventType): LedgerEntry[] {
  const story = honestStory();
  const index = (of: ChangeEventType) => story.findIndex(e => e.type === of);
  const [entry] = story.splice(index(type), 1);
  story.splice(index(before), 0, entry);
  return story;
}

/** A story that goes on honestly after something was slipped in. */
const slipped = (
  before: Tale,
  slip: (tale: Tale) => unknown,
  on?: (tale: Tale) => Tale,
) => {
  slip(before);
  return (on?.(before) ?? before).entries;
};
const edited = (
  tale: Tale,
  by: string,
  at: string,
  field: string,
  after: string,
) =>
  tale.write('change.updated', by, at, {
    changes: [{ field, before: null, after }],
    material: [],
  });
const decision = (tale: Tale, by: string, at: string) => ({
  approvalId: `${by} at ${at}`,
  round: tale.facts.round,
  group: owners,
  approver: by,
  subjectDigest: tale.facts.asked!.subjectDigest,
  relied: tale.relies(at),
});
/** The gate lets through, whatever it should have said. */
const allows = (tale: Tale, at = '2026-11-24T21:05:00.000Z') =>
  tale.write('gate.decided', pipeline, at, {
    id: 'gate-1',
    decision: 'allow',
    changeNumber: tale.facts.number,
    checks: [],
    decidedAt: at,
    askedBy: pipeline,
    ...presented,
    relied: tale.relies(at),
  });
const inWindow = '2026-11-24T21:02:00.000Z';
const nextDay = '2026-11-25T08:00:00.000Z';
const two = world({
  policies: [{ name: 'Two', require: [{ ownersOf: 'items', count: 2 }] }],
});

describe('a story is refuted when', () => {
  it.each<[string, () => LedgerEntry[], StoryClaimId[]]>([
    [
      'the requester approved',
      () => altered('change.approved', { approver: dana }, { actor: dana }),
      ['duties', 'approved', 'gate', 'deployed', 'verdicts'],
    ],
    [
      'somebody approved for the author of the plan',
      () => altered('change.approved', { onBehalfOf: 'user:default/paula' }),
      ['bound', 'duties', 'approved', 'gate', 'deployed', 'verdicts'],
    ],
    [
      'somebody else recorded the approval',
      () => altered('change.approved', {}, { actor: 'user:default/mallory' }),
      ['duties'],
    ],
    [
      'the approver was named as the implementer',
      () => altered('change.created', { implementer: olga }),
      ['duties', 'approved', 'gate', 'deployed', 'verdicts'],
    ],
    [
      'the approval is bound to another digest',
      () => altered('change.approved', { subjectDigest: digestB }),
      ['bound', 'approved', 'gate', 'deployed', 'verdicts'],
    ],
    [
      'approval was asked for something else',
      () => altered('change.approval_requested', { subjectDigest: digestB }),
      ['bound', 'approved', 'gate', 'deployed', 'verdicts'],
    ],
    [
      'fewer were asked than the policies name',
      () =>
        altered('change.approval_requested', {
          policy: {
            name: 'Owners approve',
            digest: world().policyDigest,
            requirements: [],
          },
        }),
      ['bound'],
    ],
    [
      'the approval is missing',
      () => without('change.approved'),
      ['approved', 'gate', 'deployed', 'verdicts'],
    ],
    [
      'the gate allowed before the approval',
      () => moved('gate.decided', 'change.approved'),
      ['states', 'gate'],
    ],
    [
      'the gate allowed another plan',
      () => altered('gate.decided', { planDigest: digestB }),
      ['gate', 'deployed', 'verdicts'],
    ],
    [
      'the gate allowed another commit',
      () => altered('gate.decided', { commit: commitB }),
      ['gate', 'deployed', 'verdicts'],
    ],
    [
      'the gate allowed outside the window',
      () => altered('gate.decided', { decidedAt: '2026-11-24T20:00:00.000Z' }),
      ['gate'],
    ],
    [
      'the gate had refused',
      () => altered('gate.decided', { decision: 'refuse' }),
      ['deployed', 'verdicts'],
    ],
    [
      'the gate was never asked',
      () => without('gate.decided'),
      ['deployed', 'verdicts'],
    ],
    [
      'another plan was deployed, and called authorised',
      () => altered('deployment.reported', { planDigest: digestB }),
      ['deployed', 'verdicts'],
    ],
    [
      'the deployment was late, and called authorised',
      () =>
        altered('deployment.reported', {
          finishedAt: '2026-11-25T03:00:00.000Z',
        }),
      ['deployed', 'verdicts'],
    ],
    [
      'the approver deployed, and it was called authorised',
      () => altered('deployment.reported', { deployer: olga }),
      ['duties', 'deployed', 'verdicts'],
    ],
    [
      'a verdict was made worse',
      () => altered('deployment.reconciled', { verdict: 'unauthorised' }),
      ['verdicts', 'closed'],
    ],
    [
      'a verdict is about no deployment',
      () => altered('deployment.reconciled', { deploymentId: 'another' }),
      ['verdicts'],
    ],
    [
      'a state was skipped',
      () => altered('change.transitioned', { to: 'scheduled' }),
      ['states', 'approved'],
    ],
    [
      'it was closed as a success after a run that failed',
      () => altered('deployment.reported', { outcome: 'failed' }),
      ['closed'],
    ],
    [
      'it was closed without a review',
      () =>
        altered(
          'change.transitioned',
          { from: 'implement', to: 'closed', verb: 'close' },
          { nth: 4 },
        ),
      ['states', 'closed', 'written'],
    ],
    ['the opening is missing', () => without('change.created'), ['opened']],
    [
      'an entry is about another change',
      () =>
        honestStory().map(e =>
          e.type === 'change.closed' ? { ...e, subject: 'CHG0000007' } : e,
        ),
      ['readable'],
    ],
    [
      'an entry is malformed',
      () => altered('change.closed', { code: 'splendid' }),
      ['readable'],
    ],
    [
      'an approval does not say what it relied on',
      () => altered('change.approved', { relied: undefined }),
      ['relied'],
    ],
    [
      'the gate does not',
      () => altered('gate.decided', { relied: undefined }),
      ['relied'],
    ],
    [
      'a verdict relies on what is not on record',
      () => altered('deployment.reconciled', { relied: digestB }),
      ['relied'],
    ],
    [
      'the plan touches what it does not name',
      () =>
        altered('change.created', { touches: ['resource:default/payments'] }),
      ['gate', 'deployed', 'verdicts', 'whole'],
    ],
    [
      'a machine closed it',
      () => altered('change.closed', {}, { actor: pipeline }),
      ['written'],
    ],
  ])('%s', (_, story, claims) => {
    expect(failed(story())).toEqual(claims);
  });

  it.each<[string, () => LedgerEntry[], StoryClaimId]>([
    [
      'what was relied on is not what its digest says',
      () => {
        const [first] = honestStory().filter(e => e.type === 'change.relied');
        const seen = (first.data as { world: object }).world;
        return altered('change.relied', {
          world: { ...seen, conflictsTruncated: true },
        });
      },
      'relied',
    ],
    [
      'the rules relied on are not what their digest says',
      () => {
        const [first] = honestStory().filter(e => e.type === 'change.ruleset');
        const said = (first.data as { ruleset: object }).ruleset;
        return altered('change.ruleset', {
          ruleset: { ...said, policies: [] },
        });
      },
      'relied',
    ],
    [
      'somebody approved who had edited it, a round before',
      () => {
        const tale = new Tale()
          .submit()
          .edit('2026-11-20T11:00:00.000Z', olga, {
            field: 'title',
            before: null,
            after: 'Another',
          })
          .authorize('2026-11-20T12:00:00.000Z');
        return slipped(tale, t =>
          t.write(
            'change.approved',
            olga,
            nextDay,
            decision(tale, olga, nextDay),
          ),
        );
      },
      'duties',
    ],
    [
      'somebody approved who is in no group that is asked',
      () =>
        slipped(new Tale().submit(), t =>
          t.write(
            'change.approved',
            'user:default/mara',
            nextDay,
            decision(t, 'user:default/mara', nextDay),
          ),
        ),
      'bound',
    ],
    [
      'the approver edited it afterwards, and the approval stood',
      () =>
        slipped(
          Tale.approved(),
          t => edited(t, olga, inWindow, 'implementer', ivan),
          t => t.gate(),
        ),
      'duties',
    ],
    [
      'approvals were called complete while one was missing',
      () =>
        slipped(new Tale({}, { world: two }).submit(), t =>
          t.write('change.approved', olga, nextDay, {
            ...decision(t, olga, nextDay),
            completes: true,
          }),
        ),
      'approved',
    ],
    [
      'a change moved on as approved while one was missing',
      () =>
        slipped(new Tale({}, { world: two }).submit().approve(), t =>
          t.write('change.transitioned', olga, nextDay, {
            from: 'authorize',
            to: 'scheduled',
            verb: 'approve',
            approvalStatus: 'approved',
            relied: t.relies(nextDay),
          }),
        ),
      'approved',
    ],
    [
      'somebody withdrew an approval that was not theirs',
      () =>
        slipped(Tale.approved(), t =>
          t.write('change.approval_withdrawn', otto, nextDay, {
            approvalId: t.facts.decisions[0].id,
            round: 1,
            approver: olga,
          }),
        ),
      'duties',
    ],
    [
      'the gate allowed while it was held',
      () =>
        slipped(Tale.approved().hold('2026-11-24T20:00:00.000Z'), t =>
          allows(t),
        ),
      'gate',
    ],
    [
      'the gate allowed in a freeze that it knew of',
      () =>
        slipped(Tale.approved(), t => {
          t.world = world({
            freezes: [{ title: 'Year end', allowEmergency: true }],
          });
          allows(t);
        }),
      'gate',
    ],
    [
      'the gate allowed over a conflict that it knew of',
      () =>
        slipped(Tale.approved(), t => {
          t.world = world({ conflicts: [conflict] });
          allows(t);
        }),
      'gate',
    ],
    [
      'the gate allowed what had risen',
      () =>
        slipped(Tale.approved(), t => {
          const board = {
            name: 'Board',
            require: [{ group: 'group:default/cab', count: 1 }],
          };
          t.world = world({
            items: [
              itemViewOf('resource:default/checkout-db', { tier: 'tier-1' }),
            ],
            policies: [board],
          });
          allows(t);
        }),
      'gate',
    ],
    [
      'the environment was changed after the approval',
      () =>
        slipped(
          Tale.approved(),
          t => edited(t, dana, nextDay, 'category', 'other'),
          t => allows(t, nextDay),
        ),
      'gate',
    ],
    [
      'it was edited after the start',
      () =>
        slipped(Tale.approved().start(), t =>
          edited(t, dana, inWindow, 'title', 'What happened'),
        ),
      'written',
    ],
    [
      'its type was changed after it was submitted',
      () =>
        slipped(new Tale().submit(), t =>
          edited(t, dana, nextDay, 'type', 'emergency'),
        ),
      'written',
    ],
    [
      'a field was written that nobody writes',
      () =>
        slipped(new Tale(), t => edited(t, dana, nextDay, 'requester', olga)),
      'written',
    ],
    [
      'a pipeline lifted the hold',
      () =>
        slipped(Tale.approved().hold(nextDay), t =>
          t.write('change.resumed', pipeline, nextDay, {}),
        ),
      'written',
    ],
    [
      'what is owed was canceled',
      () =>
        slipped(anEmergency().start(inWindow), t =>
          t
            .write('change.canceled', dana, nextDay, { reason: 'Never mind.' })
            .write('change.transitioned', dana, nextDay, {
              from: 'implement',
              to: 'canceled',
              verb: 'cancel',
              approvalStatus: 'void',
            }),
        ),
      'owed',
    ],
    [
      'what is owed was closed',
      () =>
        slipped(anEmergency().start(inWindow).complete(), t =>
          t
            .write('change.closed', dana, nextDay, {
              code: 'unsuccessful',
              notes: 'Done.',
            })
            .write('change.transitioned', dana, nextDay, {
              from: 'review',
              to: 'closed',
              verb: 'close',
              approvalStatus: 'due',
            }),
        ),
      'closed',
    ],
    [
      'an emergency that was rejected before went ahead',
      () =>
        slipped(
          new Tale({ justification: 'It is down.' })
            .submit()
            .reject()
            .edit('2026-11-22T10:00:00.000Z', dana, {
              field: 'type',
              before: 'normal',
              after: 'emergency',
            })
            .submit('2026-11-24T21:00:00.000Z'),
          t => startedAhead(t),
        ),
      'approved',
    ],
    [
      'an emergency went ahead without a reason',
      () =>
        slipped(new Tale({ type: 'emergency' }), t => {
          const at = '2026-11-24T21:05:00.000Z';
          t.write('change.transitioned', dana, at, {
            from: 'new',
            to: 'authorize',
            verb: 'submit',
            approvalStatus: 'pending',
          }).ask(at);
          startedAhead(t);
        }),
      'approved',
    ],
    [
      'it was started while it was held',
      () => slipped(anEmergency().hold(inWindow), t => startedAhead(t)),
      'approved',
    ],
    [
      'an approver started it',
      () =>
        altered(
          'change.transitioned',
          {},
          { actor: olga, nth: 3, of: Tale.approved().start().entries },
        ),
      'duties',
    ],
    [
      'it ran while it was held, and was called authorised',
      () =>
        altered(
          'deployment.reconciled',
          { verdict: 'authorised' },
          {
            of: Tale.approved()
              .gate('2026-11-24T21:04:00.000Z')
              .hold('2026-11-24T21:05:00.000Z')
              .resume('2026-11-24T21:12:00.000Z')
              .report().entries,
          },
        ),
      'verdicts',
    ],
    [
      'a second run was called authorised',
      () =>
        altered(
          'deployment.reconciled',
          { verdict: 'authorised' },
          {
            nth: 1,
            of: Tale.approved().gate().report().report(
              {
                id: 'deployment-2',
                startedAt: '2026-11-24T21:20:00.000Z',
                finishedAt: '2026-11-24T21:25:00.000Z',
              },
              '2026-11-24T21:30:00.000Z',
            ).entries,
          },
        ),
      'verdicts',
    ],
    [
      'an entry was put where it did not occur',
      () => moved('change.closed', 'gate.decided'),
      'states',
    ],
  ])('%s', (_, story, claim) => {
    expect(failed(story())).toContain(claim);
  });

  function startedAhead(tale: Tale) {
    const relied = tale.relies('2026-11-24T21:10:00.000Z');
    for (const [from, to] of [
      ['authorize', 'scheduled'],
      ['scheduled', 'implement'],
    ] as const) {
      tale.write('change.transitioned', ivan, '2026-11-24T21:10:00.000Z', {
        from,
        to,
        verb: 'start',
        approvalStatus: 'due',
        approvalDueAt: '2026-11-25T21:10:00.000Z',
        relied,
      });
    }
  }

  it('finds each entry that a failed claim fails by', () => {
    const story = altered('gate.decided', { planDigest: digestB });
    const gate = changeStory(story).claims.find(c => c.id === 'gate');
    expect(gate?.entryIds).toEqual([
      story.find(e => e.type === 'gate.decided')?.id,
    ]);
    expect(gate?.detail).toContain(digestB);
  });
});

describe('a story that adopted the rules', () => {
  const firstRules = () => {
    const story = honestStoryOfRules1();
    return story.slice(
      0,
      story.findIndex(e => e.type === 'gate.decided'),
    );
  };
  const adopted = (before = firstRules()) =>
    new Tale({}, { told: before }).write(
      'change.rules_adopted',
      portal,
      '2026-11-22T09:00:00.000Z',
      { from: 1, rules: 2 },
    );

  it('is told by the old rules before, by the new ones after, and holds once it was asked anew', () => {
    const tale = adopted()
      .authorize('2026-11-22T10:00:00.000Z')
      .approve('2026-11-22T11:00:00.000Z')
      .gate()
      .report()
      .close();
    for (let n = 1; n <= tale.entries.length; n++) {
      expect(told(tale.entries.slice(0, n))).toEqual([]);
    }
    expect(changeStory(tale.entries)).toMatchObject({
      rules: 2,
      state: 'closed',
    });
    expect(changeStory(firstRules()).claims).toHaveLength(10);
  });

  it('has nothing let through by what was approved before', () => {
    const tale = adopted();
    allows(tale);
    expect(failed(tale.entries)).toEqual(['gate']);
  });

  it('holds a duty of the new rules against nobody before, and against everybody after', () => {
    // Under the first rules whoever edited a draft could still approve it.
    const story = firstRules();
    const [edit] = new Tale()
      .edit('2026-11-20T09:30:00.000Z', olga, {
        field: 'title',
        before: null,
        after: 'Another',
      })
      .entries.slice(-1);
    const before = [story[0], { ...edit, id: 'e' }, ...story.slice(1)];
    expect(told(before)).toEqual([]);
    const tale = adopted(before).authorize('2026-11-22T10:00:00.000Z');
    expect(told(tale.entries)).toEqual([]);
    const at = '2026-11-22T11:00:00.000Z';
    tale.write('change.approved', olga, at, decision(tale, olga, at));
    expect(failed(tale.entries)).toEqual(['duties']);
  });
});

describe('changeStory', () => {
  it('answers for any rubbish without throwing', () => {
    const story = [
      ...honestStory(),
      ...anEmergency().start(inWindow).entries,
      ...honestStoryOfRules1(),
    ];
    const entry = fc.record({
      id: fc.uuid(),
      type: fc.constantFrom(...story.map(e => e.type), 'other.thing'),
      subject: fc.constant('CHG0000042'),
      actor: fc.string(),
      occurredAt: fc.constantFrom('2026-11-20T09:00:00.000Z', 'never'),
      data: fc.oneof(
        fc.constantFrom(...story.map(e => e.data)),
        fc.jsonValue() as fc.Arbitrary<LedgerEntry['data']>,
      ),
    });
    const any = fc.oneof(entry, fc.constantFrom(...story));
    fc.assert(
      fc.property(fc.array(any, { maxLength: 10 }), entries => {
        expect([10, 15]).toContain(changeStory(entries).claims.length);
      }),
    );
    expect(changeStory([]).holds).toBe(false);
  });
});
