import { InputError } from '@backstage/errors';
import {
  TimeWindow,
  firstEndingAfter,
  Interval,
  mergeIntervals,
  toInterval,
  toWindow,
  occurrences,
} from '@countersign/plugin-governance-common';
import { ScheduleRule } from '../model';
import { applicableRules } from './applicableRules';
import { Entanglements } from './entanglements';
import { PlacedChange, Surroundings } from './input';

export interface FreeSlotInput extends Surroundings {
  change: PlacedChange;
  /** How long the slot has to be. */
  durationMs: number;
  /** ISO 8601: it starts then at the earliest. */
  notBefore: string;
  /** It ends within so many days after `notBefore`. */
  horizonDays?: number;
  /** Slots start on whole multiples of this (since the epoch, UTC), or where something that was in the way ends. */
  stepMinutes?: number;
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** As far as all occurrences of a rule are given; see `occurrenceLimit`. */
const MOST_DAYS = 365;

/**
 * The earliest window of that length in which the change has no conflict, inside the maintenance windows of all its
 * items that have some. Undefined when there is none up to the horizon (60 days unless told).
 *
 * It starts on a step (30 minutes unless told), when a change or freeze in the way ends, or when a maintenance window
 * opens.
 */
export function nextFreeSlot(input: FreeSlotInput): TimeWindow | undefined {
  const { durationMs, horizonDays = 60, stepMinutes = 30 } = input;
  if (!(durationMs > 0 && stepMinutes > 0 && horizonDays > 0)) {
    throw new InputError(
      'A free slot needs a duration, a step and a horizon above 0',
    );
  }
  if (horizonDays > MOST_DAYS) {
    throw new InputError(
      `A free slot is looked for in the next ${MOST_DAYS} days at most`,
    );
  }
  const earliest = Date.parse(input.notBefore);
  const horizon = earliest + horizonDays * DAY;
  const { blocked, open } = constraints(input, earliest, horizon);

  let start = earliest;
  let onBoundary = false;
  while (start + durationMs <= horizon) {
    const later = firstPossible(start, durationMs, blocked, open);
    if (later === undefined) {
      return undefined;
    }
    if (later > start) {
      start = later;
      onBoundary = true;
    } else if (onBoundary || start % (stepMinutes * MINUTE) === 0) {
      return toWindow({ start, end: start + durationMs });
    } else {
      ({ start, onBoundary } = nextStart(
        start,
        stepMinutes * MINUTE,
        blocked,
        open,
      ));
    }
  }
  return undefined;
}

/** Merged: when the change must not run, and for each item with maintenance windows when it may. */
function constraints(
  input: FreeSlotInput,
  from: number,
  to: number,
): { blocked: Interval[]; open: Interval[][] } {
  const { change, others } = input;
  const { freezes, maintenance } = applicableRules(change, input);
  const entanglements = new Entanglements(change, input);
  const range = toWindow({ start: from, end: to });
  const timesOf = (rule: ScheduleRule) =>
    occurrences(rule, range.start, range.end).map(toInterval);
  // Items with the same maintenance windows, as most have, are one constraint.
  const alike = new Map(
    Array.from(maintenance.values(), rules => [
      rules.map(rule => rule.id).join(),
      rules,
    ]),
  );
  const busy = others.flatMap(other => {
    const interval = toInterval(other.window);
    return interval.end > from &&
      interval.start < to &&
      entanglements.any(other)
      ? [interval]
      : [];
  });
  return {
    blocked: mergeIntervals([...busy, ...freezes.flatMap(timesOf)]),
    open: Array.from(alike.values(), covering =>
      mergeIntervals(covering.flatMap(timesOf)),
    ),
  };
}

/** The earliest start from `start` on that no constraint rules out on its own; undefined when maintenance ends. */
function firstPossible(
  start: number,
  length: number,
  blocked: readonly Interval[],
  open: readonly Interval[][],
): number | undefined {
  const block = blocked[firstEndingAfter(blocked, start)];
  if (block && block.start < start + length) {
    return block.end;
  }
  for (const windows of open) {
    let i = firstEndingAfter(windows, start);
    while (
      i < windows.length &&
      windows[i].end - Math.max(start, windows[i].start) < length
    ) {
      i++;
    }
    if (i === windows.length) {
      return undefined;
    }
    if (windows[i].start > start) {
      return windows[i].start;
    }
  }
  return start;
}

/** The next instant after `start` at which a slot may begin. */
function nextStart(
  start: number,
  step: number,
  blocked: readonly Interval[],
  open: readonly Interval[][],
): { start: number; onBoundary: boolean } {
  const boundaries = [
    blocked[firstEndingAfter(blocked, start)]?.end,
    ...open.map(windows => windows.find(w => w.start > start)?.start),
  ].filter((at): at is number => at !== undefined);
  const onStep = (Math.floor(start / step) + 1) * step;
  const next = Math.min(onStep, ...boundaries);
  return { start: next, onBoundary: next !== onStep };
}
