import {
  joined,
  Phrase,
  phraseOf,
  record,
  refuse,
  say,
} from '@countersign/plugin-governance-common';
import { Facts, hasStarted, isOwed } from '../../facts/facts';
import { currentSubjectDigest } from '../../facts/subject';
import {
  checkApprovals,
  checkItems,
  checkPolicy,
  conflictsMissed,
  conflictsOf,
  rejectedContentOf,
  rejectedContentSaid,
  templateProblems,
} from '../checks';
import { explanationOf } from '../../schedule/explanations';
import { needsCommit } from '../goAhead';
import { Transition, Verdict } from '../result';
import { approvalProblems } from '../standing';
import { World } from '../world';

/** New → Assess → Authorize, or as far as it gets; a standard change is pre-approved, an emergency is not assessed. */
export function submit(facts: Facts, world: World): Verdict {
  const refusal = whole(facts, world);
  if (refusal) return refusal;
  switch (facts.type) {
    case 'standard':
      return preapproved(facts, world);
    case 'emergency':
      return (
        unexplained(facts) ??
        windowed(facts) ??
        noApprovalPossible(facts, world) ?? {
          ok: true,
          path: ['authorize'],
          approvalStatus: 'pending',
        }
      );
    case 'retrospective':
      return refuse(
        'type',
        'A retrospective change is opened for what has happened already.',
        'There is nothing to submit.',
      );
    default:
      return (
        noApprovalPossible(facts, world) ??
        (attentionNeeded(facts, world).length
          ? { ok: true, path: ['assess'], approvalStatus: 'not_requested' }
          : {
              ok: true,
              path: ['assess', 'authorize'],
              approvalStatus: 'pending',
            })
      );
  }
}

/** Assess → Authorize, once nothing needs attention any more; or approval is asked for anew where the old one fits no more. */
export function authorize(facts: Facts, world: World): Verdict {
  if (facts.state === 'assess') {
    const attention = attentionNeeded(facts, world);
    if (attention.length) {
      return refuse(
        facts.content.window ? 'conflicts' : 'window',
        joined(attention, ' '),
        facts.content.window
          ? 'Move the window, or accept each conflict with a justification.'
          : 'Plan a window.',
        ['window'],
      );
    }
    return (
      whole(facts, world) ??
      noApprovalPossible(facts, world) ?? {
        ok: true,
        path: ['authorize'],
        approvalStatus: 'pending',
      }
    );
  }
  if (facts.type === 'standard' || !isStale(facts, world)) {
    return refuse(
      'state',
      say`${record(facts.number)} has asked for the approval it needs.`,
      'Nothing is to be asked again.',
    );
  }
  return whole(facts, world) ?? noApprovalPossible(facts, world) ?? anew(facts);
}

/**
 * What was asked for does not fit what is in force now: other policies, or more approvals than were asked for. What
 * started approved was approved; only what is owed can still be asked anew after the start.
 */
export function isStale(facts: Facts, world: World): boolean {
  const { asked } = facts;
  if (!asked || facts.type === 'standard') return false;
  if (hasStarted(facts.state) && !isOwed(facts)) return false;
  if (!checkPolicy(facts, world).passed) return true;
  // Under earlier rules approval was asked for less.
  if (currentSubjectDigest(facts) === undefined) return true;
  return (
    facts.approvedAt !== undefined &&
    !facts.rejected &&
    !checkApprovals(facts, world).passed
  );
}

function anew(facts: Facts): Transition {
  const answered = facts.state === 'authorize' || facts.state === 'scheduled';
  return {
    ok: true,
    path: facts.state === 'scheduled' ? ['authorize'] : [],
    approvalStatus: answered ? 'pending' : 'due',
    voidsApprovals: true,
  };
}

/** What keeps a submitted normal change in Assess, in sentences. */
export function attentionNeeded(facts: Facts, world: World): Phrase[] {
  return [
    ...(facts.content.window ? [] : ['No window is planned.']),
    ...conflictsOf(facts, world)
      .filter(c => !c.accepted)
      .map(explanationOf),
    ...(world.conflictsTruncated ? [conflictsMissed] : []),
  ];
}

/** What nobody could judge, or what is less than what it touches, is not submitted. */
function whole(facts: Facts, world: World): Verdict | undefined {
  const items = checkItems(facts, world);
  if (!items.passed) {
    return refuse(
      'items',
      phraseOf('detail', items) ?? '',
      phraseOf('remedy', items) ?? '',
      ['items'],
    );
  }
  const { content } = facts;
  return content.planDigest && !content.commit && needsCommit(facts, world)
    ? refuse(
        'commit',
        `A plan for ${content.environment} needs its commit: what data sources read, provisioners run and Terraform defers is not in the plan.`,
        'Name the commit the plan was made from.',
        ['commit'],
      )
    : undefined;
}

function preapproved(facts: Facts, world: World): Verdict {
  const reasons = templateProblems(facts, world);
  if (reasons.length) {
    return refuse(
      'template',
      facts.content.template
        ? say`The template ${facts.content.template.id} does not fit: ${joined(
            reasons,
            ' ',
          )}`
        : joined(reasons, ' '),
      'Choose a template that fits, or make it a normal change.',
      ['template'],
    );
  }
  if (facts.rejected) {
    return refuse(
      'rejected',
      say`${record(
        facts.number,
      )} was rejected; a template does not approve it instead.`,
      'Submit it as a normal change.',
      ['type'],
    );
  }
  const before = rejectedContentOf(facts, world);
  if (before) {
    const { text, remedy } = rejectedContentSaid(facts, before);
    return refuse('rejected', text, remedy, ['type']);
  }
  return (
    windowed(facts) ?? {
      ok: true,
      path: ['scheduled'],
      approvalStatus: 'preapproved',
    }
  );
}

function unexplained(facts: Facts): Verdict | undefined {
  return facts.content.justified
    ? undefined
    : refuse(
        'justification',
        'An emergency says why it cannot wait.',
        'Write what is broken and what waiting would cost.',
        ['justification'],
      );
}

function windowed(facts: Facts): Verdict | undefined {
  return facts.content.window
    ? undefined
    : refuse('window', 'No window is planned.', 'Plan a window.', ['window']);
}

function noApprovalPossible(facts: Facts, world: World): Verdict | undefined {
  const problems = approvalProblems(facts, world);
  return problems.length
    ? refuse(
        'approvers',
        joined(problems, ' '),
        'Have the missing people named, or change who is involved in the change.',
      )
    : undefined;
}
