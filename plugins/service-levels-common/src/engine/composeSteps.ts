import { compose, Counts } from '../arithmetic';
import { CompositionKind } from '../openslo';
import { StepEvents } from './Slicer';

/**
 * What the closed steps of several objectives make together. Step by step, so that two that fail at once are one failure and
 * not two; and by traffic, so that a busy minute counts for more than a quiet one: what is composed is the share of good events
 * of each, over all events of the step. A part that nobody used in a step says nothing of it.
 */
export function composeSteps(
  kind: CompositionKind,
  parts: readonly { weight: number; steps: readonly StepEvents[] }[],
): StepEvents[] {
  const byEnd = new Map<number, (Counts & { weight: number })[]>();
  for (const { weight, steps } of parts) {
    for (const { end, bad, total } of steps) {
      if (total <= 0) continue;
      byEnd.set(end, [...(byEnd.get(end) ?? []), { bad, total, weight }]);
    }
  }
  return [...byEnd]
    .sort(([a], [b]) => a - b)
    .map(([end, used]) => {
      const total = used.reduce((sum, each) => sum + each.total, 0);
      if (used.every(({ bad }) => bad === 0)) return { end, bad: 0, total };
      const good = used.map(({ bad, total: all }) =>
        Math.min(1, Math.max(0, (all - bad) / all)),
      );
      const value = compose(
        kind === 'weighted'
          ? {
              kind,
              parts: used.map(({ weight }, i) => ({ value: good[i], weight })),
            }
          : { kind, parts: good },
      );
      return { end, bad: (1 - value) * total, total };
    });
}
