import {
  ActionState,
  ChangeDetail,
  Condition,
} from '@countersign/plugin-change-management-common';
import {
  Phrase,
  plainText,
  reasonOf,
} from '@countersign/plugin-governance-common';

type ActionVerb = ActionState['verb'];

/** Actions that have their own place on the page. */
const elsewhere: readonly ActionVerb[] = [
  'comment',
  'accept-conflict',
  'plan',
  'decline',
  'approve',
  'reject',
  'request-changes',
];

/** Offered where they are open, and not missed where they are not. */
const silent: readonly ActionVerb[] = ['withdraw', 'withdraw-request'];

/**
 * Guards that say that the action belongs to another part of a change's life, or to somebody else altogether: nothing
 * to be done about it now.
 */
const notNow = ['state', 'verb', 'type', 'permission'];

/** Verbs of the emergency way, which has a permission of its own. */
const emergencyVerbs: readonly ActionVerb[] = ['submit', 'start'];

/** A condition, and the one of its verbs that is open to the reader and not offered by a line above it. */
export interface ConditionLine {
  condition: Condition;
  verb?: ActionVerb;
}

/** Refused actions that are refused for the same reason, said once. */
export interface RefusedActions {
  verbs: ActionVerb[];
  /** Absent when the checklist says it. */
  reason?: Phrase;
}

/** What the reader may do about a change, each once, and the one they should do first. */
export interface NextActions {
  primary?: ActionVerb;
  lines: ConditionLine[];
  others: ActionVerb[];
  refused: RefusedActions[];
}

export function nextActions({
  actions,
  change,
  next,
}: Pick<ChangeDetail, 'actions' | 'change' | 'next'>): NextActions {
  const mayUse = (verb?: ActionVerb) =>
    actions.some(action => action.verb === verb && action.allowed);
  const offered = new Set<ActionVerb>();
  if (next.verb && mayUse(next.verb)) offered.add(next.verb);
  const lines = next.conditions.map((condition): ConditionLine => {
    const verb = condition.mendedBy.find(
      // Each conflict is accepted by itself.
      v => mayUse(v) && (v === 'accept-conflict' || !offered.has(v)),
    );
    if (verb) offered.add(verb);
    return { condition, verb };
  });
  const primary =
    next.verb && mayUse(next.verb)
      ? next.verb
      : lines.find(line => line.verb)?.verb;
  const here = actions.filter(
    ({ verb }) =>
      !elsewhere.includes(verb) &&
      !offered.has(verb) &&
      verb !== (change.onHold ? 'hold' : 'resume'),
  );
  return {
    primary,
    lines,
    others: here.filter(action => action.allowed).map(({ verb }) => verb),
    refused: refusedOnce(
      here.filter(
        ({ allowed, verb, guard = '' }) =>
          !allowed &&
          !silent.includes(verb) &&
          (!notNow.includes(guard) ||
            (guard === 'permission' &&
              change.type === 'emergency' &&
              emergencyVerbs.includes(verb))),
      ),
      next.conditions,
    ),
  };
}

/** Each reason once, with the actions it refuses; none for what the checklist says already. */
export function refusedOnce(
  refused: readonly ActionState[],
  conditions: readonly Condition[] = [],
): RefusedActions[] {
  const groups = new Map<string, RefusedActions>();
  for (const action of refused) {
    const listed = conditions.some(c => c.guard === action.guard);
    const reason = listed ? undefined : reasonOf(action);
    const text = plainText(reason ?? '');
    const group = groups.get(text) ?? { verbs: [], reason };
    group.verbs.push(action.verb);
    groups.set(text, group);
  }
  return [...groups.values()];
}
