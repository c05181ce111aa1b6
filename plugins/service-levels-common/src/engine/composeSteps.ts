import { Counts, countedShare, LEAST_EVENT } from '../arithmetic';
import { CompositionKind } from '../openslo';
import { Reading } from '../series';
import { StepEvents } from './Slicer';

/** One objective of those that make another: what it counts for, and its closed steps. */
export interface ComposedPart {
  weight: number;
  steps: readonly StepEvents[];
}

/** Of a part in a step that anybody used it in. */
interface UsedPart {
  weight: number;
  total: number;
  /** Share of good events. */
  good: number;
}

/**
 * What the closed steps of several objectives make together. Step by step, so that two that fail at once are one failure and
 * not two; and by traffic, so that a busy minute counts for more than a quiet one: what is composed is the share of good events
 * of each, over all events of the step. A part that nobody used in a step says nothing of it.
 *
 * The written rules for Prometheus do the same operations in the same order, so that they come to the same doubles.
 */
export function composeSteps(
  kind: CompositionKind,
  parts: readonly ComposedPart[],
): StepEvents[] {
  const byEnd = new Map<number, UsedPart[]>();
  for (const { weight, steps } of parts) {
    for (const { end, bad, total } of steps) {
      if (total <= 0) continue;
      const good = Math.min(1, Math.max(0, (total - bad) / total));
      byEnd.set(end, [...(byEnd.get(end) ?? []), { weight, total, good }]);
    }
  }
  return [...byEnd]
    .sort(([a], [b]) => a - b)
    .map(([end, used]) => ({ end, ...composed(kind, used) }));
}

/** The same as a reading, which the composite objective is measured by. */
export function composedReading(
  at: number,
  kind: CompositionKind,
  parts: readonly ComposedPart[],
): Reading {
  const steps = composeSteps(kind, parts);
  const counts = (what: keyof Counts) => ({
    kind: 'counts' as const,
    counts: steps.map(step => ({ at: step.end, value: step[what] })),
  });
  return { at, part: counts('bad'), total: counts('total') };
}

function composed(kind: CompositionKind, used: readonly UsedPart[]): Counts {
  const total = sum(used.map(each => each.total));
  const bad = countedShare((1 - goodOf(kind, used)) * total, LEAST_EVENT);
  // Of a total that is no whole number, rounding could make more bad events than events.
  return { bad: Math.min(total, bad), total };
}

function goodOf(kind: CompositionKind, used: readonly UsedPart[]): number {
  switch (kind) {
    case 'serial':
      return product(used.map(({ good }) => good));
    case 'parallel':
      return 1 - product(used.map(({ good }) => 1 - good));
    default:
      return (
        sum(used.map(({ weight, good }) => weight * good)) /
        sum(used.map(({ weight }) => weight))
      );
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

function product(values: readonly number[]): number {
  return values.reduce((all, value) => all * value, 1);
}
