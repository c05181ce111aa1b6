import { Facts, isOwed } from '../facts/facts';
import { trailOf } from '../facts/trail';
import { ChangeState, changeStates } from '../model';
import { isFinal, transitionTable } from './table';
import type { JourneyStep } from '../answers/standing';

export type { JourneyStep };

/**
 * What a state is to a change: `done` it has been there, `now` it is there, `held` it is there and on hold, `rejected`
 * its approval was refused there, `owed` it went on without the approval it still needs, `skipped` it went past.
 */
export const stepMarks = [
  'done',
  'now',
  'held',
  'rejected',
  'owed',
  'skipped',
  'later',
] as const;
export type StepMark = (typeof stepMarks)[number];

type JourneyFacts = Pick<
  Facts,
  | 'type'
  | 'state'
  | 'trail'
  | 'asked'
  | 'approvedAt'
  | 'startedAt'
  | 'ahead'
  | 'rejected'
  | 'hold'
>;

/** The way of a change: where it has been, where it is and, unless it was canceled, where it goes from there. */
export function journeyOf(facts: JourneyFacts): JourneyStep[] {
  const trail = trailOf(facts);
  const states =
    facts.state === 'canceled'
      ? trail
      : changeStates.filter(state =>
          transitionTable[facts.type].some(
            edge =>
              state !== 'canceled' &&
              (edge.from === state || edge.to === state),
          ),
        );
  const now = states.indexOf(facts.state);
  return states.map((state, i) => ({
    state,
    current: i === now,
    mark: markOf(state, i - now, trail, facts),
  }));
}

/** @param ahead - How many steps the state is ahead of where the change is; negative behind it. */
function markOf(
  state: ChangeState,
  ahead: number,
  trail: readonly ChangeState[],
  facts: JourneyFacts,
): StepMark {
  if (ahead === 0) {
    if (facts.hold && !isFinal(state)) return 'held';
    // A rejected retrospective change stays where it was asked about.
    return state === 'authorize' &&
      facts.type === 'retrospective' &&
      facts.rejected
      ? 'rejected'
      : 'now';
  }
  if (state === 'authorize' && facts.state !== 'canceled') {
    if (facts.rejected && (ahead < 0 || facts.state === 'new')) {
      return 'rejected';
    }
    if (ahead < 0 && isOwed(facts)) return 'owed';
  }
  if (ahead > 0) return 'later';
  return trail.includes(state) ? 'done' : 'skipped';
}
