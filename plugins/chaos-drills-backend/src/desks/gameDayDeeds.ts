import {
  DrillEntrySchemas,
  DrillFacts,
  GameDayBody,
  GameDayFacts,
  GameDayPart,
  GameDayVerb,
  judgeAddDrill,
  judgeCancelDay,
  judgeEndDay,
  judgeNoteDay,
  judgeObserve,
  judgeRemoveDrill,
  judgeStartDay,
} from '@countersign/plugin-chaos-drills-common';
import { Caller, refused } from '@countersign/plugin-governance-node';
import { z } from 'zod';
import { DrillStore } from '../database/DrillStore';
import { GameDayStore } from '../database/GameDayStore';
import { DrillUnit } from '../unit';
import { actorOf, missing } from './DrillDesk';

/** What somebody asks of a game day. */
export type AskedOfDay = {
  [V in GameDayVerb]: { verb: V; body: GameDayBody<V> };
}[GameDayVerb];

type DayEntry = Extract<keyof DrillEntrySchemas, `game_day.${string}`>;

/** The entry that a verb becomes. */
export type DayDeed = {
  [T in DayEntry]: { type: T; data: z.input<DrillEntrySchemas[T]> };
}[DayEntry];

interface Tables {
  days: GameDayStore;
  drills: DrillStore;
}

/**
 * Has the judge look at what is asked of a locked game day, and does what it means to the tables.
 *
 * @returns the entry that says so
 * @throws NotAllowedError or ConflictError with the refusal
 */
export async function dayDeed(
  unit: DrillUnit,
  facts: GameDayFacts,
  asked: AskedOfDay,
  { caller, days, drills }: Tables & { caller: Caller },
): Promise<DayDeed> {
  const { trx } = unit;
  const actor = actorOf(caller);
  switch (asked.verb) {
    case 'add-drill': {
      const data = await partOf(unit, asked.body.drill, { days, drills });
      demand(judgeAddDrill(facts, data));
      const { number } = facts;
      await days.addDrill(trx, { number, drill: data.drill });
      return { type: 'game_day.drill_added', data };
    }
    case 'remove-drill': {
      const data = await partOf(unit, asked.body.drill, { days, drills });
      demand(judgeRemoveDrill(facts, data));
      const { number } = facts;
      await days.removeDrill(trx, { number, drill: data.drill });
      return { type: 'game_day.drill_removed', data };
    }
    case 'observe':
      demand(judgeObserve(facts, asked.body));
      return { type: 'game_day.observer_added', data: asked.body };
    case 'start':
      demand(judgeStartDay(facts, actor));
      return { type: 'game_day.started', data: {} };
    case 'note':
      demand(judgeNoteDay(facts, asked.body));
      return { type: 'game_day.noted', data: asked.body };
    case 'end': {
      const results = resultsOf(
        facts,
        [...(await drills.lock(trx, facts.drills)).values()].map(
          each => each.facts,
        ),
      );
      demand(judgeEndDay(facts, results, actor));
      return {
        type: 'game_day.ended',
        data: {
          summary: asked.body.summary,
          // The judge has seen that all of them are over.
          results: results.flatMap(({ drill, outcome }) =>
            outcome === undefined ? [] : [{ drill, outcome }],
          ),
        },
      };
    }
    default:
      demand(judgeCancelDay(facts, actor));
      return { type: 'game_day.canceled', data: asked.body };
  }
}

/** How the drills of a game day went; without an outcome as long as one is not over. */
export function resultsOf(
  { drills }: Pick<GameDayFacts, 'drills'>,
  found: readonly Pick<DrillFacts, 'number' | 'state' | 'outcome'>[],
) {
  return drills.map(drill => {
    const { state, outcome } =
      found.find(({ number }) => number === drill) ?? {};
    const isCanceled = state === 'canceled';
    return { drill, outcome: isCanceled ? ('canceled' as const) : outcome };
  });
}

/** Locked, so that it does not start in between. */
async function partOf(
  { trx }: DrillUnit,
  drill: string,
  { days, drills }: Tables,
): Promise<GameDayPart> {
  const stored = (await drills.lock(trx, [drill])).get(drill);
  if (!stored) throw missing(drill);
  const gameDay = await days.dayOf(trx, drill);
  return {
    ...{ drill, state: stored.facts.state },
    ...(gameDay !== undefined && { gameDay }),
  };
}

function demand(verdict: ReturnType<typeof judgeStartDay>): void {
  if (!verdict.ok) throw refused(verdict.refusal);
}
