import { changeStates, ChangeState, ChangeType } from '../model';
import { Facts } from './facts';

/** The state a change of this type is opened in. */
export const firstState = (type: ChangeType): ChangeState =>
  type === 'retrospective' ? 'authorize' : 'new';

/** The trail of a change that came to this state: where it had been there before, what came after no longer counts. */
export function cameTo(
  state: ChangeState,
  trail: readonly ChangeState[],
): ChangeState[] {
  const before = trail.indexOf(state);
  return [...(before < 0 ? trail : trail.slice(0, before)), state];
}

const afterwards = ['scheduled', 'implement', 'review', 'closed'] as const;
const mayPass: Record<ChangeType, readonly ChangeState[]> = {
  normal: changeStates,
  standard: ['new', ...afterwards, 'canceled'],
  emergency: ['new', 'authorize', ...afterwards, 'canceled'],
  retrospective: ['authorize', 'review', 'closed'],
};

/**
 * The states a change has come through to where it is. Facts that were kept without them say what they must have been:
 * no state that a change can have left out.
 */
export function trailOf(
  facts: Pick<
    Facts,
    'type' | 'state' | 'trail' | 'asked' | 'approvedAt' | 'startedAt' | 'ahead'
  >,
): ChangeState[] {
  const { type, state, trail } = facts;
  if (trail) return trail;
  if (state !== 'canceled') {
    const upTo = changeStates.slice(0, changeStates.indexOf(state) + 1);
    return upTo.filter(s => mayPass[type].includes(s));
  }
  const known: Partial<Record<ChangeState, unknown>> = {
    [firstState(type)]: true,
    assess: facts.approvedAt,
    authorize: facts.approvedAt ?? facts.ahead,
    scheduled: facts.approvedAt ?? facts.ahead,
    implement: facts.startedAt,
    canceled: true,
  };
  return changeStates.filter(s => known[s] && mayPass[type].includes(s));
}
