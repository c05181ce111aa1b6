import { GateFacts } from '../gate';
import { conflictsMissed } from '../gate/checks';
import { Change } from '../model';
import {
  refuse,
  TransitionContext,
  TransitionResult,
  wrongState,
} from './result';

/** New → Assess → Authorize, or as far as it gets; a standard change is pre-approved, an emergency is not assessed. */
export function submit(
  change: Change,
  context: TransitionContext,
): TransitionResult {
  if (change.state !== 'new' || change.type === 'retrospective') {
    return wrongState(change, 'New', 'It was submitted already.');
  }
  if (change.type === 'standard') {
    const reasons = context.templateProblems ?? [];
    if (!change.template || reasons.length) {
      return refuse(
        'template',
        change.template
          ? `The template ${change.template.id} does not fit: ${reasons.join(
              ' ',
            )}`
          : 'A standard change is made from a template, and this one names none.',
        'Choose a template that fits, or make it a normal change.',
        ['template'],
      );
    }
    return (
      windowed(change) ?? {
        ok: true,
        path: ['scheduled'],
        approvalStatus: 'preapproved',
      }
    );
  }
  const refusal = noApprovalPossible(context);
  if (refusal) return refusal;
  if (change.type === 'emergency') {
    return (
      windowed(change) ?? {
        ok: true,
        path: ['authorize'],
        approvalStatus: 'pending',
      }
    );
  }
  return attentionNeeded(change, context).length
    ? { ok: true, path: ['assess'], approvalStatus: 'not_requested' }
    : { ok: true, path: ['assess', 'authorize'], approvalStatus: 'pending' };
}

/** Assess → Authorize, once nothing needs attention any more. */
export function authorize(
  change: Change,
  context: TransitionContext,
): TransitionResult {
  if (change.state !== 'assess') {
    return wrongState(change, 'Assess', 'Submit the change first.');
  }
  const attention = attentionNeeded(change, context);
  if (attention.length) {
    return refuse(
      change.window ? 'conflicts' : 'window',
      attention.join(' '),
      change.window
        ? 'Move the window, or accept each conflict with a justification.'
        : 'Plan a window.',
      ['window'],
    );
  }
  return (
    noApprovalPossible(context) ?? {
      ok: true,
      path: ['authorize'],
      approvalStatus: 'pending',
    }
  );
}

/** What keeps a submitted normal change in Assess, in sentences. */
export function attentionNeeded(
  change: Pick<Change, 'window'>,
  context: Pick<GateFacts, 'conflicts' | 'conflictsTruncated'>,
): string[] {
  return [
    ...(change.window ? [] : ['No window is planned.']),
    ...context.conflicts.filter(c => !c.accepted).map(c => c.explanation),
    ...(context.conflictsTruncated ? [conflictsMissed] : []),
  ];
}

function windowed(change: Change): TransitionResult | undefined {
  return change.window
    ? undefined
    : refuse('window', 'No window is planned.', 'Plan a window.', ['window']);
}

function noApprovalPossible(
  context: TransitionContext,
): TransitionResult | undefined {
  const problems = context.approvalProblems ?? [];
  return problems.length
    ? refuse(
        'approvers',
        problems.join(' '),
        'Have the missing people named, or change who is involved in the change.',
      )
    : undefined;
}
