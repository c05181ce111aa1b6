import {
  durationStatistics,
  rateStatistics,
  isWithin,
  Period,
} from '@countersign/plugin-governance-common';
import {
  Change,
  CloseCode,
  MetricsReport,
  MetricsSlice,
  RiskLevel,
  riskLevels,
} from '../model';
/** What of a change the figures are made of. */
export type MeasuredChange = Pick<
  Change,
  | 'type'
  | 'state'
  | 'team'
  | 'risk'
  | 'requester'
  | 'closeCode'
  | 'createdAt'
  | 'submittedAt'
  | 'authorizeAt'
  | 'approvedAt'
  | 'closedAt'
  | 'demo'
>;

/** Whether the change was implemented and closed in the period; what was canceled is not closed. */
export function isClosedWithin(period: Period, change: MeasuredChange) {
  return (
    change.state === 'closed' &&
    change.closeCode !== undefined &&
    isWithin(period, change.closedAt)
  );
}

/** What was submitted in the period; nobody submits a retrospective change. */
function submittedWithin(
  changes: readonly MeasuredChange[],
  period: Period,
): MeasuredChange[] {
  return changes.filter(
    c => c.type !== 'retrospective' && isWithin(period, c.submittedAt),
  );
}

function emergencyShareOf(submitted: readonly MeasuredChange[]) {
  return rateStatistics(
    submitted.filter(c => c.type === 'emergency').length,
    submitted.length,
  );
}

/**
 * How many of their submitted changes were emergencies, of everybody who asked for one: the way around approval is open
 * to whoever may use it, and seen by all.
 */
export function emergenciesByPerson(
  changes: readonly MeasuredChange[],
  period: Period,
): MetricsReport['emergenciesByPerson'] {
  const people = new Map<string, MeasuredChange[]>();
  for (const change of submittedWithin(changes, period)) {
    const own = people.get(change.requester);
    if (own) own.push(change);
    else people.set(change.requester, [change]);
  }
  return [...people]
    .map(([person, own]) => ({ person, emergencyShare: emergencyShareOf(own) }))
    .filter(({ emergencyShare }) => emergencyShare.count > 0)
    .sort(
      (a, b) =>
        b.emergencyShare.count - a.emergencyShare.count ||
        (a.person < b.person ? -1 : 1),
    );
}

const countOf = (changes: readonly MeasuredChange[], code: CloseCode) =>
  changes.filter(c => c.closeCode === code).length;

/** The figures over these changes, each by what happened in the period; see {@link metricDefinitions}. */
export function sliceOf(
  changes: readonly MeasuredChange[],
  period: Period,
): MetricsSlice {
  const closed = changes.filter(c => isClosedWithin(period, c));
  return {
    successRate: rateStatistics(countOf(closed, 'successful'), closed.length),
    outcomes: {
      successful: countOf(closed, 'successful'),
      successful_issues: countOf(closed, 'successful_issues'),
      unsuccessful: countOf(closed, 'unsuccessful'),
    },
    leadTimeToApproval: durationStatistics(
      changes.flatMap(c => leadTimeToApproval(c, period)),
    ),
    emergencyShare: emergencyShareOf(submittedWithin(changes, period)),
  };
}

/** Seconds from asking to the approval; none where nobody was asked, or nothing was planned. */
function leadTimeToApproval(
  { type, authorizeAt, approvedAt }: MeasuredChange,
  period: Period,
): number[] {
  if (
    type === 'retrospective' ||
    type === 'standard' ||
    authorizeAt === undefined ||
    !isWithin(period, approvedAt)
  ) {
    return [];
  }
  const seconds = (Date.parse(approvedAt) - Date.parse(authorizeAt)) / 1000;
  // The clocks of two replicas may differ a little: the change was approved nevertheless, and counts.
  return [Math.max(0, seconds)];
}

/** A slice for each team that has changes, by team; changes whose items nobody owns are in none. */
export function slicesByTeam(
  changes: readonly MeasuredChange[],
  period: Period,
): (MetricsSlice & { team: string })[] {
  const teams = new Map<string, MeasuredChange[]>();
  for (const change of changes) {
    if (change.team !== undefined) {
      teams.set(change.team, [...(teams.get(change.team) ?? []), change]);
    }
  }
  return [...teams]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([team, own]) => ({ team, ...sliceOf(own, period) }));
}

/** A slice for every risk band, from low to very high. */
export function slicesByRisk(
  changes: readonly MeasuredChange[],
  period: Period,
): (MetricsSlice & { level: RiskLevel })[] {
  return riskLevels.map(level => ({
    level,
    ...sliceOf(
      changes.filter(c => c.risk?.level === level),
      period,
    ),
  }));
}
