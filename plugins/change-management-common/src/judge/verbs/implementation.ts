import { DateTime } from 'luxon';
import {
  joined,
  phraseOf,
  Phrase,
  record,
  refuse,
  say,
  time,
} from '@countersign/plugin-governance-common';
import { Facts, isOwed } from '../../facts/facts';
import { CloseCode } from '../../model';
import { mayStart, startsUnapproved } from '../goAhead';
import { stay, Transition, Verdict } from '../result';
import { standingApprovalsBy } from '../standing';
import { World } from '../world';

/** Scheduled → Implement, guarded like the gate; an emergency may go ahead before it is approved. */
export function start(facts: Facts, world: World, user: string): Verdict {
  const unapproved = startsUnapproved(facts);
  if (facts.state !== 'scheduled' && !unapproved) {
    return refuse(
      'state',
      say`${record(facts.number)} is in state ${
        facts.state
      }; this needs Scheduled.`,
      'Have it approved by those it waits for.',
    );
  }
  const approver = approverDoes(facts, user, 'implement');
  if (approver) return approver;
  const failed = mayStart(facts, world).filter(check => !check.passed);
  if (failed.length) {
    return refuse(
      failed[0].id,
      joined(
        failed.map(check => phraseOf('detail', check) ?? ''),
        ' ',
      ),
      joined(
        failed.map(check => phraseOf('remedy', check) ?? ''),
        ' ',
      ),
    );
  }
  if (!unapproved) return { ok: true, path: ['implement'] };
  if (!facts.content.justified) {
    return refuse(
      'justification',
      'An emergency that goes ahead unapproved says why it cannot wait.',
      'Write what is broken and what waiting would cost.',
      ['justification'],
    );
  }
  return {
    ok: true,
    path: ['scheduled', 'implement'],
    approvalStatus: 'due',
    approvalDueAt: DateTime.fromISO(world.at, { zone: 'utc' })
      .plus({ milliseconds: world.termMs })
      .toISO()!,
  };
}

export function complete(facts: Facts, user: string): Verdict {
  return (
    approverDoes(facts, user, 'implement') ?? { ok: true, path: ['review'] }
  );
}

/** Whoever approved what stands does not do it as well. */
export function approverDoes(
  facts: Facts,
  user: string,
  what: 'implement' | 'submit' | 'accept conflicts of',
): Verdict | undefined {
  return standingApprovalsBy(facts, user).length
    ? refuse(
        'duty',
        say`You approved ${record(facts.number)} and so do not ${what} it.`,
        'Have it done by somebody who did not approve it.',
      )
    : undefined;
}

/**
 * A deployment that happened moves the change along, whatever its outcome; whether it was allowed is reconciled apart.
 */
export function deployment(facts: Facts): Transition {
  switch (facts.state) {
    case 'scheduled':
      return { ok: true, path: ['implement', 'review'] };
    case 'implement':
      return { ok: true, path: ['review'] };
    default:
      return stay;
  }
}

/**
 * Review → Closed, once nothing is owed. One whose approval was rejected afterwards is closed as unsuccessful only, and
 * one whose deployments did not all succeed as authorised not as successful.
 */
export function close(facts: Facts, code: CloseCode | undefined): Verdict {
  const rejectedAfterwards =
    facts.rejected !== undefined &&
    (facts.state === 'review' || facts.type === 'retrospective');
  if (facts.state !== 'review' && !rejectedAfterwards) {
    return refuse(
      'state',
      say`${record(facts.number)} is in state ${
        facts.state
      }; this needs Review.`,
      'Complete the implementation first.',
    );
  }
  if (isOwed(facts)) {
    return refuse(
      'approvals',
      'This emergency change went ahead and has not been approved yet.',
      'Have it approved, then close it.',
    );
  }
  if (rejectedAfterwards && code !== undefined && code !== 'unsuccessful') {
    return refuse(
      'approvals',
      'Its approval was rejected afterwards.',
      'Close it as unsuccessful.',
      ['code'],
    );
  }
  const spoilt = code === 'successful' && whatSpoilt(facts);
  if (spoilt) {
    return refuse(
      'deployments',
      spoilt,
      'Close it as successful with issues, or as unsuccessful.',
      ['code'],
    );
  }
  return {
    ok: true,
    path: facts.state === 'review' ? ['closed'] : ['review', 'closed'],
  };
}

/** Why a change cannot be called successful without a word. What a retrospective change answers for was found wanting. */
function whatSpoilt({ runs, type }: Facts): Phrase | undefined {
  const wanting = runs.find(
    run =>
      run.outcome !== 'succeeded' ||
      (type !== 'retrospective' &&
        run.verdict !== undefined &&
        run.verdict !== 'authorised'),
  );
  if (!wanting) return undefined;
  return wanting.outcome !== 'succeeded'
    ? say`Its deployment of ${time(
        wanting.startedAt,
      )} ${wanting.outcome.replace('_', ' ')}.`
    : say`Its deployment of ${time(
        wanting.startedAt,
      )} was found ${wanting.verdict!.replace(/_/g, ' ')}.`;
}

export function cancel(facts: Facts): Verdict {
  if (facts.type === 'retrospective') {
    return refuse(
      'type',
      'What a retrospective change records has happened; it cannot be canceled.',
      'Have it approved or rejected, then close it.',
    );
  }
  if (isOwed(facts)) {
    return refuse(
      'approvals',
      'This emergency change went ahead unapproved; only an approval or a rejection ends what it owes.',
      'Complete it, have it approved or rejected, then close it.',
    );
  }
  return { ok: true, path: ['canceled'], approvalStatus: 'void' };
}
