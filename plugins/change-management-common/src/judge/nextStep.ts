import {
  millis,
  Phrase,
  say,
  time,
  told,
} from '@countersign/plugin-governance-common';
import { ActionState, NextStep } from '../api/responses';
import { changesRequestedOf, Facts, hasStarted, isOwed } from '../facts/facts';
import { isFinal } from '../states/table';
import { eligibleApprovers } from './approvers';
import { checklistOf, Listed, whoAnswers } from './checklist';
import {
  approvalFindings,
  askAgainFindings,
  askFindings,
  holdFindings,
  startFindings,
  submitFindings,
  unexplainedFindings,
} from './findings';
import { isRejected, startsUnapproved } from './goAhead';
import { standingOf } from './standing';
import { isAwaitingApproval } from './verbs/decisions';
import { isStale } from './verbs/submission';
import { World } from './world';

type Goal = ActionState['verb'];

const later = (finding: Listed): Listed => ({ ...finding, later: true });

/**
 * The next step of a change: the verb that takes it, who can, and what is not met yet. Every reason the judge has against
 * that verb is one line of the checklist.
 */
export function nextStep(facts: Facts, world: World): NextStep {
  const verb = goalOf(facts, world);
  if (!verb) return { text: `It is ${facts.state}.`, who: [], conditions: [] };
  const findings = findingsAgainst(verb, facts, world);
  return {
    ...told('text', headline(verb, facts, world, findings)),
    verb,
    who:
      verb === 'approve'
        ? eligibleApprovers(standingOf(facts, world))
        : whoAnswers(verb, facts, world),
    conditions: checklistOf(findings, facts, world),
  };
}

/** What takes the change along from where it is. */
function goalOf(facts: Facts, world: World): Goal | undefined {
  const { state } = facts;
  if (isFinal(state)) return undefined;
  if (facts.hold) return 'resume';
  if (isStale(facts, world)) return 'authorize';
  if (startsUnapproved(facts) && !isRejected(facts, world)) return 'start';
  if (state === 'implement') return 'complete';
  if (isAwaitingApproval(facts)) {
    // After the start nothing of a change is edited.
    return changesRequestedOf(facts).length && !hasStarted(state)
      ? 'edit'
      : 'approve';
  }
  switch (state) {
    case 'new':
      return 'submit';
    case 'assess':
      return 'authorize';
    case 'scheduled':
      return 'start';
    case 'authorize':
      // A rejected retrospective change waits for nobody any more.
      return facts.type === 'retrospective' ? 'close' : 'approve';
    default:
      return 'close';
  }
}

function findingsAgainst(goal: Goal, facts: Facts, world: World): Listed[] {
  const { state, type } = facts;
  const isAhead = state === 'authorize' || state === 'scheduled';
  switch (goal) {
    case 'resume':
      return isAhead && type !== 'retrospective'
        ? startFindings(facts, world)
        : holdFindings(facts);
    case 'submit':
      return submitFindings(facts, world);
    case 'authorize':
      if (state === 'assess') return askFindings(facts, world);
      return [
        ...(isAhead && type !== 'retrospective'
          ? startFindings(facts, world)
          : approvalFindings(facts, world)),
        ...askAgainFindings(facts, world),
      ];
    case 'start':
      return startsUnapproved(facts)
        ? [
            ...startFindings(facts, world),
            ...unexplainedFindings(facts),
            ...approvalFindings(facts, world).map(later),
          ]
        : startFindings(facts, world);
    case 'complete':
      return isOwed(facts) ? approvalFindings(facts, world).map(later) : [];
    case 'edit':
    case 'approve':
      return isAhead && type !== 'retrospective'
        ? startFindings(facts, world)
        : approvalFindings(facts, world);
    default:
      return [];
  }
}

/** A few words; what is not met stands in the checklist. */
function headline(
  goal: Goal,
  facts: Facts,
  world: World,
  findings: readonly Listed[],
): Phrase {
  const open = findings.filter(f => !f.later);
  switch (goal) {
    case 'resume':
      return 'On hold';
    case 'submit':
      if (open.length) return 'Not ready to submit';
      return facts.rejected
        ? 'Rejected: edit it, then submit it again'
        : 'Ready to submit';
    case 'authorize':
      if (facts.state !== 'assess') return 'Ask for approval again';
      return open.length ? 'Not ready for approval' : 'Ready for approval';
    case 'edit':
      return 'Changes requested';
    case 'approve':
      return isOwed(facts)
        ? dueText(facts.ahead!.dueAt, world.at)
        : 'Waiting for approval';
    case 'start':
      return startText(facts, open);
    case 'complete':
      return 'In progress: complete it when it is done';
    default:
      return facts.rejected
        ? 'Rejected: close it as unsuccessful'
        : 'Ready to review and close';
  }
}

function dueText(dueAt: string, at: string): Phrase {
  return millis(at) < millis(dueAt)
    ? say`Approval is due by ${time(dueAt)}`
    : say`Approval is overdue since ${time(dueAt)}`;
}

function startText(facts: Facts, open: readonly Listed[]): Phrase {
  if (open.length) {
    return open.every(f => f.at && !f.mendedBy.length)
      ? 'Waiting for its window'
      : 'Not ready to start';
  }
  return startsUnapproved(facts)
    ? 'Ready to start; approval can follow'
    : say`Ready to start, until ${time(facts.content.window!.end)}`;
}
