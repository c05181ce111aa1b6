import { gameDayEntrySchemas as schemas } from './entries';
import { GameDayFacts } from './model';

/** An entry as far as it is folded. */
interface FoldedEntry {
  type: string;
  subject: string;
  actor: string;
  occurredAt: string;
  data: unknown;
}

/** What becomes of a game day by one more entry. Entries of a form that is none change nothing. */
export function foldGameDay(
  facts: GameDayFacts | undefined,
  { type, subject, actor, occurredAt, data }: FoldedEntry,
): GameDayFacts | undefined {
  if (type === 'game_day.planned') {
    const read = schemas[type].safeParse(data);
    if (facts || !read.success) return facts;
    return {
      ...read.data,
      number: subject,
      state: 'planned',
      plannedBy: actor,
      drills: [],
      observers: [],
    };
  }
  if (!facts) return undefined;
  switch (type) {
    case 'game_day.drill_added': {
      const read = schemas[type].safeParse(data);
      return read.success && !facts.drills.includes(read.data.drill)
        ? { ...facts, drills: [...facts.drills, read.data.drill] }
        : facts;
    }
    case 'game_day.drill_removed': {
      const read = schemas[type].safeParse(data);
      const gone = read.data?.drill;
      return { ...facts, drills: facts.drills.filter(each => each !== gone) };
    }
    case 'game_day.observer_added': {
      const read = schemas[type].safeParse(data);
      return read.success && !facts.observers.includes(read.data.observer)
        ? { ...facts, observers: [...facts.observers, read.data.observer] }
        : facts;
    }
    case 'game_day.started':
      return {
        ...facts,
        state: 'running',
        startedAt: occurredAt,
        startedBy: actor,
      };
    case 'game_day.ended': {
      const read = schemas[type].safeParse(data);
      return {
        ...{ ...facts, ...read.data },
        state: 'ended',
        endedAt: occurredAt,
      };
    }
    case 'game_day.canceled': {
      const read = schemas[type].safeParse(data);
      const canceled = read.success && { by: actor, reason: read.data.reason };
      return { ...facts, state: 'canceled', ...(canceled && { canceled }) };
    }
    default:
      return facts;
  }
}
