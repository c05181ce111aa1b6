import { Random } from '@countersign/plugin-governance-test-utils';
import {
  ProblemState,
  ProblemVerb,
  problemVerbs,
} from '@countersign/plugin-incident-management-common';
import { AskedOfProblem } from '../../problems/ProblemDeedMaker';
import { carriedOut, planned } from '../fakeChanges';
import { Player, players } from './moves';

/** What somebody does about a problem. Records are counted from the last one. */
export type ProblemMove =
  | { do: 'open-problem'; who: Player; incidents: readonly number[] }
  /** One or several at the same moment ask for the same. */
  | {
      do: 'work';
      who: readonly Player[];
      verb: ProblemVerb;
      problem: number;
      other: number;
      incident: number;
      isCarriedOut: boolean;
      /** At the same moment somebody else wants the incident for themselves. */
      isHidden: boolean;
    };

/** The records that a move about a problem names, as its player saw them. */
export interface SeenProblem {
  other: string;
  incident: string;
  version: number;
}

/** What leads on from each state, and what ends it. */
const onward: Record<ProblemState, readonly ProblemVerb[]> = {
  new: ['assess', 'assess', 'assess', 'duplicate', 'link-incident'],
  assess: ['analyze', 'analyze', 'analyze', 'duplicate', 'link-incident'],
  'root-cause-analysis': [
    'know',
    'plan-fix',
    'plan-fix',
    'accept-risk',
    'link-incident',
  ],
  'fix-in-progress': ['resolve', 'resolve', 'resolve', 'know', 'reanalyze'],
  resolved: ['close', 'close', 'reanalyze'],
  closed: problemVerbs,
};

/** Machines decide nothing, and try now and then. */
const person = (random: Random) =>
  random.chance(0.85)
    ? random.pick(['olive', 'carl', 'una', 'sec'] as const)
    : random.pick(players);

/** Somebody sees that incidents have something in common. */
export function drawOpening(random: Random): ProblemMove {
  return {
    do: 'open-problem',
    who: person(random),
    incidents: random.chance(0.5) ? [random.below(3), random.below(3)] : [],
  };
}

/**
 * Somebody works on a problem, mostly along its way.
 *
 * @param states - Of the problems that there are, the last one first.
 */
export function drawWork(
  random: Random,
  states: readonly ProblemState[],
): ProblemMove {
  const problem = random.chance(0.75) ? 0 : 1;
  return {
    do: 'work',
    who: random.chance(0.2)
      ? [person(random), person(random)]
      : [person(random)],
    verb: random.pick(
      random.chance(0.8) ? onward[states[problem] ?? 'new'] : problemVerbs,
    ),
    problem,
    other: random.below(2),
    incident: random.below(3),
    isCarriedOut: random.chance(0.5),
    isHidden: random.chance(0.3),
  };
}

/** What is sent for a move. */
export function askedOfProblem(
  { verb, isCarriedOut }: Extract<ProblemMove, { do: 'work' }>,
  { other, incident, version }: SeenProblem,
): AskedOfProblem {
  const text = 'It is so.';
  const reason = 'It was so.';
  const bodies: Partial<Record<ProblemVerb, object>> = {
    reanalyze: { reason },
    know: { cause: text, workaround: 'Restart it.' },
    'plan-fix': { change: isCarriedOut ? carriedOut : planned },
    resolve: { text },
    'accept-risk': { text },
    cancel: { text },
    duplicate: { of: other, text },
    'link-incident': { incident },
    'unlink-incident': { incident, reason },
    assign: { person: 'user:default/una' },
    edit: { version, title: 'Another title' },
    note: { text },
  };
  return { verb, body: bodies[verb] ?? {} } as AskedOfProblem;
}
