import {
  CallerKind,
  joined,
  notPermitted,
  person,
  phraseOf,
  say,
  told,
} from '@countersign/plugin-governance-common';
import { ActionState } from '../api/responses';
import { dutyConflict } from '../facts/hands';
import { Facts } from '../facts/facts';
import { eligibleApprovers, unsatisfiedGroups } from './approvers';
import { conflictsOf } from './checks';
import { judgeVerb } from './judgeVerb';
import { Standing, standingApprovalsBy, standingOf } from './standing';
import { requestOf } from './verbs/decisions';
import { World } from './world';

/** Whose actions are asked for, and what the permission framework lets them do with this change. */
export interface ActionReader {
  /** Entity ref of the person or service that looks. */
  user: string;
  by: CallerKind;
  permitted: {
    update: boolean;
    comment: boolean;
    approve: boolean;
    implement: boolean;
    emergency: boolean;
  };
}

type Permitted = keyof ActionReader['permitted'];
type ActionVerb = ActionState['verb'];

/** Each verb, in the order of a change's life, and the permission it needs. */
export const verbPermissions: [ActionVerb, Permitted][] = [
  ['edit', 'update'],
  ['plan', 'update'],
  ['submit', 'update'],
  ['accept-conflict', 'update'],
  ['authorize', 'update'],
  ['approve', 'approve'],
  ['reject', 'approve'],
  ['request-changes', 'approve'],
  ['withdraw-request', 'approve'],
  ['withdraw', 'approve'],
  ['decline', 'approve'],
  ['start', 'implement'],
  ['complete', 'implement'],
  ['close', 'implement'],
  ['hold', 'update'],
  ['resume', 'update'],
  ['cancel', 'update'],
  ['comment', 'comment'],
];

/** Verbs that take the emergency way, where the change is an emergency. */
const emergencyVerbs: readonly ActionVerb[] = ['submit', 'start'];

/** What the user may do with a change now; a refused verb says which guard refuses and what would satisfy it. */
export function actionStates(
  facts: Facts,
  world: World,
  reader: ActionReader,
): ActionState[] {
  const standing = standingOf(facts, world);
  return verbPermissions.map(([verb, permission]) => {
    const verdict = judgeVerb(facts, world, { verb, ...reader });
    if (!verdict.ok) return { verb, allowed: false, ...verdict.refusal };
    const isPermitted =
      reader.permitted[permission] &&
      (facts.type !== 'emergency' ||
        !emergencyVerbs.includes(verb) ||
        reader.permitted.emergency);
    if (!isPermitted) {
      return { verb, allowed: false, ...notPermitted };
    }
    if (verb === 'request-changes' && requestOf(facts, reader.user)) {
      return {
        verb,
        allowed: false,
        guard: 'decided',
        message: 'You requested changes already.',
        remedy: 'Add a comment, or withdraw your request first.',
      };
    }
    if (verb === 'hold' && !hasWayAhead(facts)) {
      return {
        verb,
        allowed: false,
        guard: 'state',
        message: 'Nothing of it is ahead that could be held up.',
        remedy: 'Close it, or cancel it if it is a draft.',
      };
    }
    if (verb === 'approve' || verb === 'reject' || verb === 'request-changes') {
      return approverState(verb, facts, standing, reader.user);
    }
    if (verb === 'accept-conflict' && !openConflicts(facts, world).length) {
      return {
        verb,
        allowed: false,
        guard: 'conflicts',
        message: 'There is no conflict that could be accepted.',
        remedy: 'A freeze cannot be accepted away: move the window.',
      };
    }
    return {
      verb,
      allowed: true,
      ...warning(verb, facts, standing, reader.user),
    };
  });
}

/** A hold keeps a change from going ahead: not a draft, and not what was implemented already. */
function hasWayAhead({ state, type }: Facts): boolean {
  return type !== 'retrospective' && state !== 'new' && state !== 'review';
}

/** What somebody should know before they do it: whoever has a hand in a change does not approve it. */
function warning(
  verb: ActionVerb,
  facts: Facts,
  standing: Standing | undefined,
  user: string,
): Pick<ActionState, 'warning'> {
  const makesHand =
    verb === 'edit' ||
    verb === 'plan' ||
    verb === 'authorize' ||
    verb === 'accept-conflict';
  if (!makesHand) return {};
  if (eligibleApprovers(standing).includes(user)) {
    return {
      warning:
        'You are one of those asked to approve this change. Whoever has a hand in it does not approve it.',
    };
  }
  return standingApprovalsBy(facts, user).length
    ? { warning: 'Your approval will be void, and you cannot give it again.' }
    : {};
}

function openConflicts(facts: Facts, world: World) {
  return conflictsOf(facts, world).filter(c => c.acceptable && !c.accepted);
}

function approverState(
  verb: 'approve' | 'reject' | 'request-changes',
  facts: Facts,
  standing: Standing | undefined,
  user: string,
): ActionState {
  if (eligibleApprovers(standing).includes(user)) {
    return { verb, allowed: true };
  }
  const conflict = dutyConflict(facts, user);
  const exclusion = standing?.requirements
    .flatMap(r => r.excluded)
    .find(e => e.user === user);
  const missing = unsatisfiedGroups(standing);
  return {
    verb,
    allowed: false,
    guard: conflict ? 'duty' : 'approvers',
    ...told(
      'message',
      conflict ??
        (exclusion && phraseOf('reason', exclusion)) ??
        (missing.length
          ? say`Only ${joined(
              missing.map(person),
              ' and ',
            )} can approve it now.`
          : 'No further approval is asked for.'),
    ),
    ...told(
      'remedy',
      missing.length
        ? say`Ask a member of ${joined(missing.map(person), ' or ')}.`
        : 'There is nothing to approve.',
    ),
  };
}
