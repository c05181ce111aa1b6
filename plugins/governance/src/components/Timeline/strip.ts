/** A time; milliseconds since 1970. */
export interface Span {
  from: number;
  to: number;
}

/** Something that happened, or lasted: without an end it goes on. */
export interface Lasting {
  at: number;
  end: number;
}

/** What stands at one place of a lane: from 0 to 1 of its length. */
export interface Piece<T> {
  start: number;
  end: number;
  marks: T[];
}

/**
 * Where marks stand on a lane. Those that nobody could tell apart are one piece: each that touches the time is in exactly
 * one, and pieces stand apart in their order.
 *
 * @param apart - so much has to be free between two pieces, from 0 to 1
 */
export function piecesOf<T extends Lasting>(
  marks: readonly T[],
  { from, to }: Span,
  apart: number,
): Piece<T>[] {
  const placeOf = (at: number) =>
    Math.min(1, Math.max(0, (at - from) / (to - from)));
  const pieces: Piece<T>[] = [];
  const within = marks
    .filter(({ at, end }) => at <= to && end >= from)
    .sort((a, b) => a.at - b.at);
  for (const mark of within) {
    const start = placeOf(mark.at);
    const end = placeOf(mark.end);
    const last = pieces[pieces.length - 1];
    if (last && start - last.end < apart) {
      last.marks.push(mark);
      last.end = Math.max(last.end, end);
    } else {
      pieces.push({ start, end, marks: [mark] });
    }
  }
  return pieces;
}

/** A share at a time; absent where nobody knows. */
export interface TrackPoint {
  at: number;
  share?: number;
}

/** A track as lines in a box of 1 by 1, and where nothing is left on it. */
export interface TrackLines {
  lines: { x: number; y: number }[][];
  zero: number;
}

/** How a share went, from top (all of it) to bottom (nothing, or as much as it is overspent). What is unknown interrupts it. */
export function trackLines(
  points: readonly TrackPoint[],
  { from, to }: Span,
): TrackLines {
  const within = points.filter(({ at }) => at >= from && at <= to);
  const known = within.flatMap(({ share }) => share ?? []);
  const highest = Math.max(1, ...known);
  const lowest = Math.min(0, ...known);
  const yOf = (share: number) => (highest - share) / (highest - lowest);
  const lines: { x: number; y: number }[][] = [];
  let isOpen = false;
  for (const { at, share } of within) {
    if (share !== undefined) {
      const point = { x: (at - from) / (to - from), y: yOf(share) };
      if (isOpen) lines[lines.length - 1].push(point);
      else lines.push([point]);
    }
    isOpen = share !== undefined;
  }
  return { lines, zero: yOf(0) };
}

/** Where the days of a zone begin within a time, at most so many, evenly. */
export function daysWithin(
  { from, to }: Span,
  startOfNextDay: (at: number) => number,
  most: number,
): number[] {
  const days: number[] = [];
  for (let at = startOfNextDay(from); at < to; at = startOfNextDay(at)) {
    days.push(at);
  }
  const every = Math.max(1, Math.ceil(days.length / most));
  return days.filter((_, i) => i % every === 0);
}
