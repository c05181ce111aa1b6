import {
  joined,
  record,
  Refusal,
  refuse,
  say,
} from '@countersign/plugin-governance-common';
import { DrillActor, DrillVerdict } from '../drill/judge';
import { GameDayPart } from './entries';
import { GameDayFacts, GameDayState } from './model';

/** So many drills are followed by one group of people in a day. */
export const MOST_DRILLS_OF_A_DAY = 20;

/** Its drills and observers change until it is over; which of them may come or go is asked of each. */
export function judgeChangeDay(facts: GameDayFacts): DrillVerdict {
  return verdict(state(facts, ['planned', 'running'], 'is changed'));
}

/** A drill is part of one game day, and becomes so before it starts. */
export function judgeAddDrill(
  facts: GameDayFacts,
  { drill, state: is, gameDay }: GameDayPart,
): DrillVerdict {
  return verdict(
    state(facts, ['planned', 'running'], 'takes drills') ??
      (gameDay === undefined
        ? undefined
        : refusal(
            'drill',
            say`${record(drill)} is part of ${record(gameDay)} already.`,
            'Plan another drill of the same experiment.',
          )) ??
      (is === 'planned'
        ? undefined
        : refusal(
            'drill',
            say`${record(drill)} is ${is}: nobody watched it from its start.`,
            'Add drills before they start.',
          )) ??
      (facts.drills.length < MOST_DRILLS_OF_A_DAY
        ? undefined
        : refusal(
            'drill',
            `A game day has at most ${MOST_DRILLS_OF_A_DAY} drills.`,
            'Plan a second game day.',
          )),
  );
}

/** What ran on a game day stays part of it. */
export function judgeRemoveDrill(
  facts: GameDayFacts,
  { drill, state: is }: GameDayPart,
): DrillVerdict {
  return verdict(
    state(facts, ['planned', 'running'], 'gives drills back') ??
      belongs(facts, drill) ??
      (is === 'planned'
        ? undefined
        : refusal(
            'drill',
            say`${record(drill)} is ${is}, so it stays part of the game day.`,
            'Write down in a note why it does not count.',
          )),
  );
}

/** Observers are named until the end; once each. */
export function judgeObserve(
  facts: GameDayFacts,
  { observer }: { observer: string },
): DrillVerdict {
  return verdict(
    state(facts, ['planned', 'running'], 'takes observers') ??
      (facts.observers.includes(observer)
        ? refusal(
            'observer',
            `${observer} observes already.`,
            'Nothing is to be done.',
          )
        : undefined),
  );
}

/** A person begins it, with something to do and with somebody else who watches. */
export function judgeStartDay(
  facts: GameDayFacts,
  actor: DrillActor,
): DrillVerdict {
  return verdict(
    state(facts, ['planned'], 'starts') ??
      person(actor, 'starts a game day') ??
      (facts.drills.length > 0
        ? undefined
        : refusal(
            'drill',
            say`${record(facts.number)} has no drills.`,
            'Plan drills, and add them to it.',
          )) ??
      (facts.observers.some(ref => ref !== actor.ref)
        ? undefined
        : refusal(
            'observer',
            'Nobody but you would watch.',
            'Add somebody else as an observer.',
          )),
  );
}

/** Notes are taken on what is planned, on what happens, and long after; machines may take them, too. */
export function judgeNoteDay(
  facts: GameDayFacts,
  { drill }: { drill?: string },
): DrillVerdict {
  return verdict(
    state(facts, ['planned', 'running', 'ended'], 'takes notes') ??
      (drill === undefined ? undefined : belongs(facts, drill)),
  );
}

/** It ends when all of its drills have, and its results are theirs. */
export function judgeEndDay(
  facts: GameDayFacts,
  results: readonly { drill: string; outcome?: string }[],
  actor: DrillActor,
): DrillVerdict {
  const left = facts.drills.filter(
    drill => results.find(each => each.drill === drill)?.outcome === undefined,
  );
  return verdict(
    state(facts, ['running'], 'ends') ??
      person(actor, 'ends a game day') ??
      (left.length === 0
        ? undefined
        : refusal(
            'drill',
            say`These drills are not over: ${joined(
              left.map(number => record(number)),
              ', ',
            )}.`,
            'Wait until they are, stop them, or cancel those that do not start.',
          )),
  );
}

/** What began is ended and never canceled. */
export function judgeCancelDay(
  facts: GameDayFacts,
  actor: DrillActor,
): DrillVerdict {
  return verdict(
    state(facts, ['planned'], 'is canceled') ??
      person(actor, 'cancels a game day'),
  );
}

function belongs(
  { number, drills }: GameDayFacts,
  drill: string,
): Refusal | undefined {
  return drills.includes(drill)
    ? undefined
    : refusal(
        'drill',
        say`${record(drill)} is not part of ${record(number)}.`,
        'Name one of its drills.',
      );
}

function state(
  { number, state: is }: GameDayFacts,
  wanted: readonly GameDayState[],
  verb: string,
): Refusal | undefined {
  return wanted.includes(is)
    ? undefined
    : refusal(
        'state',
        say`${record(number)} is ${is}: only one that is ${wanted.join(
          ' or ',
        )} ${verb}.`,
        'Plan another game day.',
      );
}

function person({ by }: DrillActor, does: string): Refusal | undefined {
  return by === 'person'
    ? undefined
    : refusal(
        'person',
        `Only a person ${does}.`,
        'Open it in the portal and do it yourself.',
      );
}

function refusal(...given: Parameters<typeof refuse>): Refusal {
  return refuse(...given).refusal;
}

function verdict(found: Refusal | undefined): DrillVerdict {
  return found ? { ok: false, refusal: found } : { ok: true };
}
