import { occurrences } from '@countersign/plugin-governance-common';
import { CalendarBand, ScheduleRule } from '../model';

/** The rule's occurrences within the range as the calendar shows them. */
export function calendarBands(
  rules: readonly ScheduleRule[],
  from: string,
  to: string,
): CalendarBand[] {
  return rules.flatMap(rule =>
    occurrences(rule, from, to).map(window => ({
      ruleId: rule.id,
      kind: rule.kind,
      title: rule.title,
      window,
      environments: rule.environments,
      recurring: rule.rrule !== undefined,
    })),
  );
}
