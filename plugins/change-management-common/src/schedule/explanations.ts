import { TimeWindow } from '@countersign/plugin-governance-common';
import { CalendarChange, PathStep, ScheduleRule } from '../model';
import { Entanglement } from './entanglements';

/** This many titles stand in a sentence. */
const NAMED = 3;

/** Why another change is in the way. */
export function explainEntanglement(
  entanglement: Entanglement,
  { number, title, window }: CalendarChange,
): string {
  const other = `${number} “${title}”`;
  switch (entanglement.kind) {
    case 'same-item':
      return `Overlaps ${other} on ${listed(entanglement.items)}.`;
    case 'implementer':
      return `${
        entanglement.implementer
      } implements ${other} at that time (${range(window)}).`;
    default: {
      const { item, otherItem, direction, path } = entanglement;
      const how =
        direction === 'depends-on'
          ? `which ${item} depends on`
          : `which depends on ${item}`;
      return `Overlaps ${other} on ${otherItem}, ${how}${through(path)}.`;
    }
  }
}

/** Which freeze the window falls into. */
export function explainFreeze(
  { title, allowEmergency }: ScheduleRule,
  occurrence: TimeWindow,
): string {
  const exempt = allowEmergency
    ? '; only emergency changes are let through'
    : '';
  return `Falls into the freeze “${title}” (${range(occurrence)})${exempt}.`;
}

/** That an item has maintenance windows and this is none of them. */
export function explainOutsideMaintenance(
  item: string,
  covering: readonly Pick<ScheduleRule, 'title'>[],
  partly: boolean,
): string {
  const titles = covering.slice(0, NAMED).map(({ title }) => `“${title}”`);
  const more = covering.length - titles.length;
  const named = titles.join(', ') + (more > 0 ? ` and ${more} more` : '');
  return `${
    partly ? 'Is only partly inside' : 'Is outside'
  } the maintenance windows of ${item}: ${named}.`;
}

function listed(refs: readonly string[]): string {
  const named = refs.slice(0, NAMED);
  const more = refs.length - named.length;
  if (more > 0) {
    return `${named.join(', ')} and ${more} more`;
  }
  const last = named.pop();
  return named.length > 0 ? `${named.join(', ')} and ${last}` : `${last}`;
}

function through(path: readonly PathStep[]): string {
  const between = path.slice(0, -1).map(({ to }) => to);
  return between.length > 0 ? ` through ${between.join(' and ')}` : '';
}

function range({ start, end }: TimeWindow): string {
  const minute = (instant: string) =>
    new Date(instant).toISOString().slice(0, 16).replace('T', ' ');
  return `${minute(start)} to ${minute(end)} UTC`;
}
