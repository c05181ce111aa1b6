import { millis } from '@countersign/plugin-governance-common';
import { Change } from '../model';

/** Whether a change was approved and its window passed without a start or a deployment. `now` is ISO 8601. */
export function neverRun(
  change: Pick<Change, 'state' | 'window'>,
  now: string,
): boolean {
  return (
    change.state === 'scheduled' &&
    change.window !== undefined &&
    millis(now) >= millis(change.window.end)
  );
}
