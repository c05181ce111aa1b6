import fc from 'fast-check';
import { Play, played, plays } from '../../__testUtils__/play';
import {
  decideGate,
  judgeVerb,
  mayDecide,
  mayRequestChanges,
  Verb,
} from '../../judge';
import { ChangeState } from '../../model';
import { digestA } from '../../testUtils/change';
import { dana, ivan, pipeline, presented, Tale } from '../../testUtils/Tale';
import { olga, otto, owners, world } from '../../testUtils/world';
import { TransitionCause } from '../../states';
import { changeStory } from '../story';

/** Writes what somebody would have done, whether or not they may. */
const forgeries: Record<string, (tale: Tale, at: string, by: string) => void> =
  {
    approve(tale, at, by) {
      tale.write('change.approved', by, at, {
        ...decision(tale, at, by),
        completes: true,
      });
      if (tale.facts.state === 'authorize')
        step(tale, at, by, 'approve', 'scheduled');
    },
    reject(tale, at, by) {
      tale.write('change.rejected', by, at, decision(tale, at, by));
    },
    start(tale, at, by) {
      if (tale.facts.state === 'authorize')
        step(tale, at, by, 'start', 'scheduled');
      step(tale, at, by, 'start', 'implement');
    },
    complete: (tale, at, by) => step(tale, at, by, 'complete', 'review'),
    cancel(tale, at, by) {
      tale.write('change.canceled', by, at, { reason: 'Never mind.' });
      step(tale, at, by, 'cancel', 'canceled');
    },
    close(tale, at, by) {
      tale.write('change.closed', by, at, {
        code: 'successful',
        notes: 'Fine.',
      });
      step(tale, at, by, 'close', 'closed');
    },
    hold: (tale, at, by) =>
      tale.write('change.held', by, at, { reason: 'Odd.' }),
    resume: (tale, at, by) => tale.write('change.resumed', by, at, {}),
    withdraw(tale, at, by) {
      const { decisions, round, state } = tale.facts;
      tale.write('change.approval_withdrawn', by, at, {
        approvalId:
          decisions.find(d => d.approver === by)?.id ??
          decisions[0]?.id ??
          'none',
        round,
        approver: by,
      });
      if (state === 'scheduled') step(tale, at, by, 'withdraw', 'authorize');
    },
    'request-changes': (tale, at, by) =>
      tale.write('change.changes_requested', by, at, {
        requestId: `forged at ${at}`,
        round: tale.facts.round,
        group: owners,
        approver: by,
        comment: 'Not yet.',
        subjectDigest: tale.facts.asked?.subjectDigest ?? digestA,
        relied: tale.relies(at),
      }),
    'withdraw-request'(tale, at, by) {
      const { changesRequested: [open] = [], round } = tale.facts;
      tale.write('change.changes_request_withdrawn', by, at, {
        requestId: open?.id ?? 'none',
        round,
        approver: by,
      });
    },
    decline: (tale, at, by) =>
      tale.write('change.declined', by, at, { was: ['implements'] }),
    gate(tale, at) {
      tale.write('gate.decided', pipeline, at, {
        id: `forged at ${at}`,
        decision: 'allow',
        checks: [],
        decidedAt: at,
        askedBy: pipeline,
        ...presented,
        relied: tale.relies(at),
      });
    },
  };

function decision(tale: Tale, at: string, by: string) {
  return {
    approvalId: `forged at ${at}`,
    round: tale.facts.round,
    group: owners,
    approver: by,
    subjectDigest: tale.facts.asked?.subjectDigest ?? digestA,
    relied: tale.relies(at),
  };
}

function step(
  tale: Tale,
  at: string,
  by: string,
  verb: TransitionCause,
  to: ChangeState,
) {
  const relied = tale.relies(at);
  tale.write('change.transitioned', by, at, {
    from: tale.facts.state,
    to,
    verb,
    approvalStatus: 'approved',
    ...(verb === 'start' &&
      tale.facts.state === 'authorize' && {
        approvalDueAt: '2030-01-01T00:00:00.000Z',
      }),
    relied,
  });
}

/** Whether the judge lets them. */
function allowed(tale: Tale, verb: string, at: string, by: string): boolean {
  const { facts } = tale;
  const now = tale.worldAt(at);
  if (verb === 'gate')
    return decideGate(facts, now, presented).decision === 'allow';
  const verdict = judgeVerb(facts, now, {
    verb: verb as Verb,
    user: by,
    by: by === pipeline ? 'service' : 'person',
    closeCode: 'successful',
  });
  const saw = facts.asked?.subjectDigest ?? digestA;
  const call = { user: by, saw, group: owners };
  switch (verb) {
    case 'approve':
    case 'reject':
      return verdict.ok && mayDecide(facts, now, call).ok;
    case 'request-changes':
      return verdict.ok && mayRequestChanges(facts, now, call).ok;
    default:
      return verdict.ok;
  }
}

describe('what the judge refuses', () => {
  it('is proven by no story that tells it happened', () => {
    fc.assert(
      fc.property(
        plays,
        fc.constantFrom(...Object.keys(forgeries)),
        fc.constantFrom(dana, ivan, olga, otto, 'user:default/mara', pipeline),
        (play: Play, verb, by) => {
          const tale = played(play);
          const { entries } = tale;
          const at = new Date(Date.parse(tale.facts.at) + 1000).toISOString();
          tale.world = play.moves.at(-1)?.around ?? world();
          fc.pre(!allowed(tale, verb, at, by));
          fc.pre(told(entries).length === 0);
          forgeries[verb](tale, at, by);
          expect([verb, by, tale.facts.state, told(entries)]).not.toEqual([
            verb,
            by,
            tale.facts.state,
            [],
          ]);
        },
      ),
      { numRuns: 250 },
    );
  });
});

function told(entries: Tale['entries']) {
  return changeStory(entries)
    .claims.filter(claim => !claim.holds)
    .map(claim => claim.id);
}
