import { Change } from '@countersign/plugin-change-management-common';
import { Unit } from './Journal';

/** Puts on record that a change was approved and its window passed without a run. */
export async function noteNeverRun(
  unit: Unit,
  { number }: Pick<Change, 'number'>,
): Promise<void> {
  await unit.record('deployment.reconciled', number, {
    verdict: 'never_run',
    reasons: ['It was approved, and its window passed without a deployment.'],
    reconciledAt: unit.now.toISOString(),
  });
}
