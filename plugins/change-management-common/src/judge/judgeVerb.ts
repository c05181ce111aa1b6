import {
  CallerKind,
  record,
  refuse,
  say,
} from '@countersign/plugin-governance-common';
import { Facts } from '../facts/facts';
import { ChangeState, CloseCode } from '../model';
import { isFinal } from '../states/table';
import { stay, Verb, Verdict } from './result';
import { machineEdits, verbTable, WrittenField } from './verbTable';
import {
  decline,
  isAwaitingApproval,
  reject,
  requestChanges,
  withdraw,
  withdrawRequest,
} from './verbs/decisions';
import { edit, sentBack } from './verbs/edit';
import {
  approverDoes,
  cancel,
  close,
  complete,
  deployment,
  start,
} from './verbs/implementation';
import { authorize, submit } from './verbs/submission';
import { World } from './world';

/** A verb somebody asks for. */
export interface VerbCall {
  verb: Verb;
  /** Entity ref of a person, in lower case, or the subject of a service. */
  user: string;
  by: CallerKind;
  /** For `edit` and `plan`: the facts as they would be afterwards. Absent, nothing of the subject differs. */
  after?: Facts;
  /** For `edit`: the fields that differ. */
  fields?: readonly string[];
  /** For `close`; absent while it is not chosen yet. */
  closeCode?: CloseCode;
}

/**
 * What a verb does to a change, or which guard refuses it. Whether the permission framework lets the caller do it is
 * another question.
 */
export function judgeVerb(facts: Facts, world: World, call: VerbCall): Verdict {
  const { verb, user } = call;
  return tableRefuses(facts, call) ?? decide();

  function decide(): Verdict {
    switch (verb) {
      case 'submit':
        return submit(facts, world);
      case 'authorize':
        return approverDoesUnlessVoided() ?? authorize(facts, world);
      case 'approve':
      case 'reject':
        return verb === 'reject' ? reject(facts) : awaited(facts);
      case 'request-changes':
        return requestChanges(facts);
      case 'withdraw-request':
        return withdrawRequest(facts, user);
      case 'withdraw':
        return withdraw(facts, user);
      case 'decline':
        return decline(facts, user);
      case 'edit':
      case 'plan':
        return edit(facts, call.after ?? facts, world, user);
      case 'start':
        return start(facts, world, user);
      case 'complete':
        return complete(facts, user);
      case 'deployment':
        return deployment(facts);
      case 'close':
        return close(facts, call.closeCode);
      case 'cancel':
        return cancel(facts);
      case 'hold':
        return hold(facts);
      case 'resume':
        return resume(facts);
      case 'accept-conflict':
        // An acceptance is part of what is approved, and so what was approved before it is asked anew.
        return sentBack(facts);
      case 'comment':
        return stay;
      default: {
        const unknown: never = verb;
        return refuse(
          'verb',
          `There is no verb ${unknown}.`,
          'Use a known one.',
        );
      }
    }
  }

  /** Asking anew voids what was approved, the caller's own approval with it. */
  function approverDoesUnlessVoided(): Verdict | undefined {
    return facts.state === 'assess'
      ? approverDoes(facts, user, 'submit')
      : undefined;
  }
}

export function hold(facts: Facts): Verdict {
  return facts.hold
    ? refuse('hold', 'It is on hold already.', 'Resume it first.')
    : stay;
}

export function resume(facts: Facts): Verdict {
  return facts.hold
    ? stay
    : refuse('hold', 'It is not on hold.', 'There is nothing to resume.');
}

function awaited(facts: Facts): Verdict {
  return isAwaitingApproval(facts)
    ? stay
    : refuse(
        'state',
        say`${record(facts.number)} does not wait for approval (state ${
          facts.state
        }).`,
        'Approve a change in Authorize, or an emergency change that still needs its approval.',
      );
}

/** What the table does not name is refused. */
export function tableRefuses(
  facts: Facts,
  { verb, by, fields = [] }: VerbCall,
): Verdict | undefined {
  const rule = verbTable[verb];
  if (!rule.states.includes(facts.state)) {
    return isFinal(facts.state)
      ? refuse(
          'state',
          say`${record(facts.number)} is ${facts.state}, which is final.`,
          'Open a new change.',
        )
      : refuse(
          'state',
          say`${record(facts.number)} is in state ${
            facts.state
          }; this needs ${namesOf(rule.states)}.`,
          remedyOf(facts.state),
        );
  }
  const isMachine = by === 'service' || by === 'assisted';
  if (
    !rule.by.includes(by) ||
    (isMachine && verb === 'edit' && !machineEdits.includes(facts.state))
  ) {
    return refuse(
      'person',
      by === 'assisted'
        ? `Only a person does this, and not through another plugin.`
        : `Only a person does this; a pipeline or plugin opens, plans, submits, asks the gate, reports and comments.`,
      'Do it in the portal, as one of those who may.',
    );
  }
  const beyond = fields.filter(
    field => !rule.touches.includes(field as WrittenField),
  );
  return beyond.length
    ? refuse(
        'fields',
        `${verb} does not write ${beyond.join(', ')}.`,
        'Leave it out.',
        beyond,
      )
    : undefined;
}

function namesOf(states: readonly ChangeState[]): string {
  return states.map(s => s[0].toUpperCase() + s.slice(1)).join(' or ');
}

function remedyOf(state: ChangeState): string {
  switch (state) {
    case 'new':
      return 'Submit the change first.';
    case 'assess':
      return 'Resolve what the assessment found, then ask for approval.';
    case 'authorize':
      return 'Have it approved by those it waits for.';
    case 'scheduled':
      return 'Start the change first.';
    case 'implement':
      return 'Complete the implementation first.';
    default:
      return 'Open a new change.';
  }
}
