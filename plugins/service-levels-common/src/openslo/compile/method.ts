import { SloWindow, windowLength } from '../../window';
import { BudgetingMethod } from '../objective';
import { ObjectiveSpec, OpenSlo } from '../schemas';
import { Path, Place } from './Place';
import { milliseconds } from './window';

/** How the budget of an objective is counted. */
export function methodOf(
  slo: OpenSlo<'SLO'>,
  spec: ObjectiveSpec,
  at: Place,
  path: Path,
  window: SloWindow | undefined,
): BudgetingMethod {
  const { budgetingMethod } = slo.spec;
  const { timeSliceTarget, timeSliceWindow } = spec;
  if (budgetingMethod === 'Occurrences') {
    if (timeSliceTarget !== undefined || timeSliceWindow !== undefined) {
      at.warn(
        [
          ...path,
          timeSliceTarget === undefined ? 'timeSliceWindow' : 'timeSliceTarget',
        ],
        'time-slice',
        'Occurrences has no time slices; it is ignored',
      );
    }
    return { kind: 'occurrences' };
  }
  if (timeSliceWindow === undefined) {
    return at.refuse(
      [...path, 'timeSliceWindow'],
      'time-slice',
      `${budgetingMethod} needs timeSliceWindow, as in 5m`,
    );
  }
  const slice = milliseconds(timeSliceWindow);
  if (window && slice > windowLength(window)) {
    return at.refuse(
      [...path, 'timeSliceWindow'],
      'time-slice',
      'A time slice is longer than the window of the objective, so that none lies in it: take a shorter one, as in 5m',
    );
  }
  if (budgetingMethod === 'RatioTimeslices')
    return { kind: 'ratio-timeslices', slice };
  if (timeSliceTarget === undefined) {
    return at.refuse(
      [...path, 'timeSliceTarget'],
      'time-slice',
      'Timeslices needs timeSliceTarget, the share of good events that makes a slice a good one, as in 0.95',
    );
  }
  if (timeSliceTarget <= 0 || timeSliceTarget > 1) {
    return at.refuse(
      [...path, 'timeSliceTarget'],
      'time-slice',
      'timeSliceTarget is a share above 0 and at most 1',
    );
  }
  return { kind: 'timeslices', slice, sliceTarget: timeSliceTarget };
}
