import {
  ActionStateOf,
  NextStepOf,
  notPermitted,
} from '@countersign/plugin-governance-common';
import { DrillActor, DrillVerdict } from '../drill/judge';
import {
  judgeCancelDay,
  judgeChangeDay,
  judgeEndDay,
  judgeNoteDay,
  judgeStartDay,
} from './judge';
import { GameDayFacts } from './model';

/** What can be done with a game day. */
export const gameDayVerbs = [
  'add-drill',
  'remove-drill',
  'observe',
  'start',
  'note',
  'end',
  'cancel',
] as const;
/** One of {@link gameDayVerbs}. */
export type GameDayVerb = (typeof gameDayVerbs)[number];

/** What of its drills a page needs to say what can be done. */
type Results = readonly { drill: string; outcome?: string }[];

/** The verbs as its page offers them. */
export function gameDayActions(
  facts: GameDayFacts,
  results: Results,
  actor: DrillActor & { permitted(verb: GameDayVerb): boolean },
): ActionStateOf<GameDayVerb>[] {
  const whileOpen = judgeChangeDay(facts);
  const verdicts: Record<GameDayVerb, DrillVerdict> = {
    'add-drill': whileOpen,
    'remove-drill': whileOpen,
    observe: whileOpen,
    start: judgeStartDay(facts, actor),
    note: judgeNoteDay(facts, {}),
    end: judgeEndDay(facts, results, actor),
    cancel: judgeCancelDay(facts, actor),
  };
  return gameDayVerbs.map(verb => {
    const verdict = verdicts[verb];
    if (!verdict.ok) return { verb, allowed: false, ...verdict.refusal };
    return actor.permitted(verb)
      ? { verb, allowed: true }
      : { verb, allowed: false, ...notPermitted };
  });
}

/** What is needed next. */
export function gameDayNextStep(
  { state, drills, observers }: GameDayFacts,
  results: Results,
): NextStepOf<GameDayVerb> {
  const nobody = { who: [], conditions: [] };
  if (state === 'planned') {
    if (drills.length === 0) {
      return { text: 'Add the drills.', verb: 'add-drill', ...nobody };
    }
    return observers.length === 0
      ? { text: 'Add who observes.', verb: 'observe', ...nobody }
      : { text: 'Start it when everybody is there.', verb: 'start', ...nobody };
  }
  if (state === 'running') {
    const left = results.filter(({ outcome }) => outcome === undefined);
    return left.length > 0
      ? {
          text: `Start its drills, and write down what you see: ${left.length} of ${drills.length} are left.`,
          verb: 'note',
          ...nobody,
        }
      : { text: 'Say what was learned, and end it.', verb: 'end', ...nobody };
  }
  return {
    text: state === 'ended' ? 'Nothing is left to do.' : 'It never began.',
    ...nobody,
  };
}
