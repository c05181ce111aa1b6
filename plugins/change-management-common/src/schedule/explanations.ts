import {
  entity,
  joined,
  Part,
  person,
  Phrase,
  phraseOf,
  record,
  say,
  Segment,
  Sentence,
  time,
  TimeWindow,
} from '@countersign/plugin-governance-common';
import { CalendarChange, Conflict, PathStep, ScheduleRule } from '../model';
import { Entanglement } from './entanglements';

/** This many titles stand in a sentence. */
const NAMED = 3;

/** Why another change is in the way. */
export function explainEntanglement(
  entanglement: Entanglement,
  { number, title, window }: CalendarChange,
): Sentence {
  const other = say`${record(number)} “${title}”`;
  switch (entanglement.kind) {
    case 'same-item':
      return say`Overlaps ${other} on ${listed(entanglement.items)}.`;
    case 'implementer': {
      const who = person(entanglement.implementer);
      return say`${who} implements ${other} at that time (${range(window)}).`;
    }
    default: {
      const { item, otherItem, direction, path } = entanglement;
      const how =
        direction === 'depends-on'
          ? say`which ${entity(item)} depends on`
          : say`which depends on ${entity(item)}`;
      return say`Overlaps ${other} on ${entity(otherItem)}, ${how}${through(
        path,
      )}.`;
    }
  }
}

/** Which freeze the window falls into. */
export function explainFreeze(
  { title, allowEmergency }: ScheduleRule,
  occurrence: TimeWindow,
): Sentence {
  const exempt = allowEmergency
    ? '; only emergency changes are let through'
    : '';
  return say`Falls into the freeze “${title}” (${range(occurrence)})${exempt}.`;
}

/** That an item has maintenance windows and this is none of them. */
export function explainOutsideMaintenance(
  item: string,
  covering: readonly Pick<ScheduleRule, 'title'>[],
  partly: boolean,
): Sentence {
  const titles = covering.slice(0, NAMED).map(({ title }) => `“${title}”`);
  const more = covering.length - titles.length;
  const named = titles.join(', ') + (more > 0 ? ` and ${more} more` : '');
  const where = partly ? 'Is only partly inside' : 'Is outside';
  return say`${where} the maintenance windows of ${entity(item)}: ${named}.`;
}

function listed(refs: readonly string[]): Part {
  const named: Segment[] = refs.slice(0, NAMED).map(entity);
  const more = refs.length - named.length;
  if (more > 0) return say`${joined(named, ', ')} and ${more} more`;
  const last = named.pop();
  if (!last) return '';
  return named.length > 0 ? say`${joined(named, ', ')} and ${last}` : last;
}

function through(path: readonly PathStep[]): Part {
  const between = path.slice(0, -1).map(({ to }) => entity(to));
  return between.length > 0 ? say` through ${joined(between, ' and ')}` : '';
}

function range({ start, end }: TimeWindow): Sentence {
  const minute = (instant: string) =>
    new Date(instant).toISOString().slice(0, 16).replace('T', ' ');
  return say`${time(start, minute(start))} to ${time(
    end,
    `${minute(end)} UTC`,
  )}`;
}

/** A conflict as a sentence, with what it refers to where that is known. */
export function explanationOf(
  conflict: Pick<Conflict, 'explanation' | 'explanationSegments'>,
): Phrase {
  return phraseOf('explanation', conflict) ?? '';
}
