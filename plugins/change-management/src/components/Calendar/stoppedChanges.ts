import {
  CalendarChange,
  windowHoldingStates,
} from '@countersign/plugin-change-management-common';
import { TimeWindow } from '@countersign/plugin-governance-common';
import { ScheduleRuleForm } from './scheduleRuleForm';

/** The planned changes whose window a freeze falls into, soonest first. */
export function stoppedChanges(
  form: Pick<ScheduleRuleForm, 'items' | 'environments' | 'allowEmergency'>,
  times: readonly TimeWindow[],
  changes: readonly CalendarChange[],
): CalendarChange[] {
  const { items, environments, allowEmergency } = form;
  return changes
    .filter(
      change =>
        windowHoldingStates.includes(change.state) &&
        !(allowEmergency && change.type === 'emergency') &&
        (!environments.length || environments.includes(change.environment)) &&
        (!items.length || change.items.some(item => items.includes(item))) &&
        times.some(time => overlap(time, change.window)),
    )
    .sort((a, b) => Date.parse(a.window.start) - Date.parse(b.window.start));
}

function overlap(a: TimeWindow, b: TimeWindow): boolean {
  return (
    Date.parse(a.start) < Date.parse(b.end) &&
    Date.parse(b.start) < Date.parse(a.end)
  );
}
