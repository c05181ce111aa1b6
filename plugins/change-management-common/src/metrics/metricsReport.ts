import { Period } from '@countersign/plugin-governance-common';
import { MetricsReport } from '../model';
import { bandOutcomes } from '../risk';
import { metricDefinitions } from './definitions';
import {
  emergenciesByPerson,
  isClosedWithin,
  MeasuredChange,
  sliceOf,
  slicesByRisk,
  slicesByTeam,
} from './slices';
import { byWeek } from './byWeek';

/**
 * All figures of a period.
 *
 * @param changes - Every change that was created, submitted, approved or closed in the period; others do no harm.
 * @param options - `includeDemo`: count demo data as well, as a portal that has nothing else does.
 */
export function metricsReport(
  changes: readonly MeasuredChange[],
  period: Period,
  options: { includeDemo?: boolean } = {},
): MetricsReport {
  const counted = options.includeDemo ? changes : changes.filter(c => !c.demo);
  return {
    ...period,
    includesDemo: options.includeDemo ?? false,
    all: sliceOf(counted, period),
    byTeam: slicesByTeam(counted, period),
    byRisk: slicesByRisk(counted, period),
    emergenciesByPerson: emergenciesByPerson(counted, period),
    byWeek: byWeek(counted, period),
    bands: bandOutcomes(counted.filter(c => isClosedWithin(period, c))),
    definitions: metricDefinitions({
      includeDemo: options.includeDemo ?? false,
    }),
  };
}
