import { SloWindow, windowLength } from '../../window';
import { BudgetingMethod } from '../objective';
import { ObjectiveSpec, OpenSlo } from '../schemas';
import { missingOfSlices } from '../timeSlices';
import { Path, Place, Refused } from './Place';
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
  const missing = missingOfSlices(budgetingMethod, spec);
  for (const { field, message } of missing) {
    at.note([...path, field], 'time-slice', message);
  }
  if (missing.length > 0 || timeSliceWindow === undefined) throw new Refused();
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
  if (timeSliceTarget === undefined) throw new Refused();
  if (timeSliceTarget <= 0 || timeSliceTarget > 1) {
    return at.refuse(
      [...path, 'timeSliceTarget'],
      'time-slice',
      'timeSliceTarget is a share above 0 and at most 1',
    );
  }
  return { kind: 'timeslices', slice, sliceTarget: timeSliceTarget };
}
