import {
  entityRefSchema,
  instantSchema,
  Interval,
  LocalClock,
  mergeIntervals,
  occurrences,
  overlaps,
  parseRecurrence,
  Recurrence,
  recurrenceTimes,
  slugSchema,
  strictly,
  textSchema,
  toInterval,
  toWindow,
  userRefSchema,
} from '@countersign/plugin-governance-common';
import { z } from 'zod';

/** Hours of a rotation, as the change calendar writes what recurs. */
const hoursSchema = strictly({
  start: instantSchema,
  end: instantSchema,
  /** RFC 5545, the part after `RRULE:`. */
  rrule: z.string().min(1).max(500),
}).refine(({ start, end }) => start < end, {
  message: 'must end after they start',
  path: ['end'],
});

function isZone(name: string): boolean {
  try {
    return Boolean(LocalClock.of(name));
  } catch {
    return false;
  }
}

/** Who takes turns, as configuration has it. */
export const rotationSchema = strictly({
  name: slugSchema,
  title: textSchema.min(1).max(200),
  timeZone: z
    .string()
    .max(64)
    .refine(isZone, 'must be an IANA zone such as Europe/Berlin'),
  /** The first hand-over: to the first of the members. Later ones are at its time of day. */
  start: instantSchema,
  /** When it is handed over: RFC 5545, the part after `RRULE:`, such as `FREQ=WEEKLY;BYDAY=MO`. */
  handOver: z.string().min(1).max(500),
  members: z.array(userRefSchema).min(1).max(100),
  /** Outside these nobody is on call. Absent, somebody always is. */
  hours: z.array(hoursSchema).min(1).max(20).optional(),
  /** Groups and systems on whose pages it stands, beside what is escalated to it. */
  team: entityRefSchema.optional(),
}).superRefine((rotation, context) => {
  const rules: [(string | number)[], string][] = [
    [['handOver'], rotation.handOver],
    ...(rotation.hours ?? []).map(
      ({ rrule }, i): [(string | number)[], string] => [
        ['hours', i, 'rrule'],
        rrule,
      ],
    ),
  ];
  for (const [path, rule] of rules) {
    try {
      parseRecurrence(rule);
    } catch (error) {
      context.addIssue({
        code: 'custom',
        path,
        message: (error as Error).message,
      });
    }
  }
});
export type Rotation = z.output<typeof rotationSchema>;

/** What puts somebody else on call for a while. */
export const openOverrideSchema = strictly({
  rotation: slugSchema,
  who: userRefSchema,
  start: instantSchema,
  end: instantSchema,
  reason: textSchema.min(3).max(2000),
}).refine(({ start, end }) => start < end, {
  message: 'must be after the start',
  path: ['end'],
});
export type OpenOverride = z.input<typeof openOverrideSchema>;

/** The same on record. It stays there when it is withdrawn. */
export const overrideSchema = z.object({
  id: z.uuid(),
  rotation: z.string(),
  who: entityRefSchema,
  start: instantSchema,
  end: instantSchema,
  reason: z.string(),
  author: z.string(),
  createdAt: instantSchema,
  withdrawnAt: instantSchema.optional(),
  withdrawnBy: z.string().optional(),
});
export type Override = z.output<typeof overrideSchema>;

/** Somebody's time on call. */
export interface Shift {
  /** ISO 8601, UTC. */
  start: string;
  end: string;
  who: string;
  /** The override by which they have it. */
  override?: string;
}

interface Turn extends Interval {
  who: string;
  override?: string;
}

/**
 * Who is on call when, cut at the range and in order. Of overrides the one made last counts; within the hours of the
 * rotation and outside them. What no shift covers is a gap, or outside the hours.
 */
export function shiftsOf(
  rotation: Rotation,
  overrides: readonly Override[],
  range: { from: string; to: string },
): Shift[] {
  const asked = { start: Date.parse(range.from), end: Date.parse(range.to) };
  const regular = turnsIn(rotation, asked).flatMap(turn =>
    within(turn, hoursIn(rotation, asked)),
  );
  const later = overrides
    .filter(
      ({ rotation: name, withdrawnAt }) =>
        name === rotation.name && withdrawnAt === undefined,
    )
    .sort((a, b) =>
      a.createdAt === b.createdAt
        ? compare(a.id, b.id)
        : compare(a.createdAt, b.createdAt),
    );
  let turns: Turn[] = regular;
  for (const { start, end, who, id } of later) {
    const [turn] = within(
      { ...toInterval({ start, end }), who, override: id },
      [asked],
    );
    if (turn) turns = [...turns.flatMap(other => without(other, turn)), turn];
  }
  return joined(turns).map(({ start, end, ...rest }) => ({
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    ...rest,
  }));
}

/** Who is on call at a moment; undefined in a gap, and outside the hours of the rotation. */
export function onCallAt(
  rotation: Rotation,
  overrides: readonly Override[],
  at: string,
): Shift | undefined {
  const to = new Date(Date.parse(at) + 1).toISOString();
  return shiftsOf(rotation, overrides, { from: at, to })[0];
}

/** Times at which nobody who can react is on call. */
export interface OnCallGap {
  start: string;
  end: string;
  /** Who would be, and is not in the catalog any more. Absent, it is outside the hours, or before the first hand-over. */
  left?: string;
}

/**
 * When nobody is on call by the rotation in a range.
 *
 * @param isThere - Whether the catalog has the person.
 */
export function gapsOf(
  rotation: Rotation,
  overrides: readonly Override[],
  range: { from: string; to: string },
  isThere: (userRef: string) => boolean,
): OnCallGap[] {
  const shifts = shiftsOf(rotation, overrides, range);
  const left = shifts
    .filter(({ who }) => !isThere(who))
    .map(({ start, end, who }) => ({ start, end, left: who }));
  const bare = shifts
    .map(toInterval)
    .reduce<Interval[]>(
      (open, shift) => open.flatMap(interval => without(interval, shift)),
      [{ start: Date.parse(range.from), end: Date.parse(range.to) }],
    )
    .map(toWindow);
  return [...left, ...bare].sort((a, b) => compare(a.start, b.start));
}

/** Each member's turns, from one hand-over to the next. */
function turnsIn(rotation: Rotation, asked: Interval): Turn[] {
  const { members, start, handOver, timeZone } = rotation;
  const clock = LocalClock.of(timeZone);
  const first = Date.parse(start);
  const recurrence = parseRecurrence(handOver);
  // Two days more: no zone is further than one from UTC, nor leaps further.
  const horizon = asked.end + 2 * 86_400_000;
  const until = endOf(recurrence, clock);
  const handOvers = new Set([first]);
  for (const wall of recurrenceTimes(
    recurrence,
    clock.shownAt(first),
    -Infinity,
    horizon,
  )) {
    const at = clock.instantOf(wall);
    if (at > until) break;
    if (at > first) handOvers.add(at);
  }
  const times = [...handOvers].sort((a, b) => a - b);
  return times.flatMap((at, i) => {
    const turn = {
      start: Math.max(at, asked.start),
      end: Math.min(times[i + 1] ?? Infinity, asked.end),
      who: members[i % members.length],
    };
    return turn.start < turn.end ? [turn] : [];
  });
}

function endOf({ until }: Recurrence, clock: LocalClock): number {
  if (!until) return Infinity;
  return until.utc ? until.time : clock.instantOf(until.time);
}

/** When somebody is to be on call, within what is asked for. */
function hoursIn(
  { hours, timeZone, start }: Rotation,
  asked: Interval,
): Interval[] {
  const from = Math.max(asked.start, Date.parse(start));
  if (from >= asked.end) return [];
  const whole = { start: from, end: asked.end };
  if (!hours) return [whole];
  const all = hours.flatMap(each =>
    occurrences(
      { ...each, timeZone },
      new Date(whole.start).toISOString(),
      new Date(whole.end).toISOString(),
    ).map(toInterval),
  );
  return mergeIntervals(all).flatMap(each => within(each, [whole]));
}

function within<T extends Interval>(turn: T, hours: readonly Interval[]): T[] {
  return hours
    .filter(each => overlaps(turn, each))
    .map(each => ({
      ...turn,
      start: Math.max(turn.start, each.start),
      end: Math.min(turn.end, each.end),
    }));
}

/** What of the interval the other one leaves. */
function without<T extends Interval>(turn: T, other: Interval): T[] {
  if (!overlaps(turn, other)) return [turn];
  return [
    { ...turn, end: other.start },
    { ...turn, start: other.end },
  ].filter(({ start, end }) => start < end);
}

/** In order, and one where two of the same person touch. */
function joined(turns: readonly Turn[]): Turn[] {
  const all: Turn[] = [];
  for (const turn of [...turns].sort((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (
      last &&
      last.end === turn.start &&
      last.who === turn.who &&
      last.override === turn.override
    ) {
      last.end = turn.end;
    } else {
      all.push({ ...turn });
    }
  }
  return all;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
