import {
  TimeWindow,
  toInterval,
  occurrences,
} from '@countersign/plugin-governance-common';
import { applicableRules } from './applicableRules';
import { PlacedChange, Surroundings } from './input';

const HOUR = 3_600_000;

/**
 * Freezes within so many hours before or after the window, nearest first, for risk. Freezes that let the change through
 * because it is an emergency do not count.
 */
export function nearFreezes(
  change: PlacedChange & { window: TimeWindow },
  surroundings: Pick<Surroundings, 'rules' | 'graph'>,
  withinHours = 72,
): { title: string; hoursAway: number }[] {
  const { start, end } = toInterval(change.window);
  const reach = withinHours * HOUR;
  return applicableRules(change, surroundings)
    .freezes.flatMap(rule =>
      occurrences(
        rule,
        new Date(start - reach).toISOString(),
        new Date(end + reach).toISOString(),
      )
        .map(toInterval)
        .map(freeze => ({
          title: rule.title,
          hoursAway: Math.max(0, freeze.start - end, start - freeze.end) / HOUR,
        })),
    )
    .sort((a, b) => a.hoursAway - b.hoursAway);
}
