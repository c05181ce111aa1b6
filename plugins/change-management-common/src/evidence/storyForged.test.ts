import { LedgerEntry } from '@countersign/plugin-ledger-common';
import {
  allows,
  altered,
  decision,
  failed,
  moved,
} from '../__testUtils__/stories';
import { anEmergency, conflict } from '../__testUtils__/tales';
import { Tale, dana, ivan, pipeline } from '../testUtils/Tale';
import { honestStory } from '../testUtils/honestStory';
import { itemViewOf, olga, otto, world } from '../testUtils/world';
import { StoryClaimId } from './claims';

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
const inWindow = '2026-11-24T21:02:00.000Z';
const nextDay = '2026-11-25T08:00:00.000Z';
const two = world({
  policies: [{ name: 'Two', require: [{ ownersOf: 'items', count: 2 }] }],
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

describe('a forged story is refuted when', () => {
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
      'an emergency went ahead with what was rejected under another number',
      () =>
        slipped(anEmergency(), t => {
          t.world = world({
            rejections: [
              { number: 'CHG0000007', at: '2026-11-22T10:00:00.000Z' },
            ],
          });
          startedAhead(t);
        }),
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
});
