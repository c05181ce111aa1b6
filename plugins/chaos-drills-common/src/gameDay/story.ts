import {
  ClaimBookOf,
  person,
  refusedStep,
  say,
  StoryKind,
  tellStory,
} from '@countersign/plugin-governance-common';
import { LedgerEntry } from '@countersign/plugin-ledger-common';
import { DrillActor, DrillVerdict } from '../drill/judge';
import { gameDayEntrySchemas as schemas } from './entries';
import { foldGameDay } from './fold';
import {
  judgeAddDrill,
  judgeCancelDay,
  judgeEndDay,
  judgeNoteDay,
  judgeObserve,
  judgeRemoveDrill,
  judgeStartDay,
} from './judge';
import { GameDayFacts, gameDayNumber, GameDayState } from './model';

/** What the story of a game day is asked, in the order in which it is told. */
const claims = {
  opened:
    'The story begins with the planning of this game day, and has no other',
  readable: 'Every entry has the form of its type and is about this game day',
  parts:
    'Its drills became part of it before they started, and its observers while it was open',
  started: 'It started once, with drills and with somebody else who watched',
  ended: 'It ended once, when all of its drills were over',
};
type Claim = keyof typeof claims;

const idle: Record<Claim, string> = {
  opened: 'There are no entries.',
  readable: 'There are no entries.',
  parts: 'It has no drills and no observers.',
  started: 'It did not start.',
  ended: 'It is not over.',
};

/** What an entry claims, and whether the judge would have let it. */
function judged(
  { type, data }: LedgerEntry,
  facts: GameDayFacts,
  asker: DrillActor,
): [Claim, DrillVerdict] | undefined {
  switch (type) {
    case 'game_day.drill_added':
      return ['parts', judgeAddDrill(facts, schemas[type].parse(data))];
    case 'game_day.drill_removed':
      return ['parts', judgeRemoveDrill(facts, schemas[type].parse(data))];
    case 'game_day.observer_added':
      return ['parts', judgeObserve(facts, schemas[type].parse(data))];
    case 'game_day.noted':
      return ['parts', judgeNoteDay(facts, schemas[type].parse(data))];
    case 'game_day.started':
      return ['started', judgeStartDay(facts, asker)];
    case 'game_day.ended': {
      const { results } = schemas[type].parse(data);
      return ['ended', judgeEndDay(facts, results, asker)];
    }
    case 'game_day.canceled':
      return ['ended', judgeCancelDay(facts, asker)];
    default:
      return undefined;
  }
}

function tellStep(
  entry: LedgerEntry,
  facts: GameDayFacts,
  book: ClaimBookOf<Claim>,
): void {
  const { actor, id } = entry;
  const by = actor.startsWith('user:') ? 'person' : 'service';
  const found = judged(entry, facts, { ref: actor, by });
  if (!found) return;
  const [claim, verdict] = found;
  book.check(
    claim,
    verdict.ok,
    {
      pass: say`Done by ${person(actor)}.`,
      fail: verdict.ok ? '' : refusedStep(entry, verdict.refusal),
    },
    id,
  );
}

/** How whoever verifies evidence judges what a log says of game days. */
export const gameDayStories: StoryKind<Claim, GameDayState> = {
  prefix: gameDayNumber.prefix,
  opening: 'game_day.planned',
  judge: entries =>
    tellStory<Claim, GameDayFacts>(entries, {
      noun: 'game day',
      opening: 'game_day.planned',
      schemas,
      ...{ claims, idle, tellStep },
      apply: foldGameDay,
    }),
  limits: [
    'That people watched: the notes that they took were kept.',
    'What its drills did: their own stories, in the same file, say it.',
  ],
};
