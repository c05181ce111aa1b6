import {
  DashboardFigure,
  isListable,
  percentOfAll,
} from '@countersign/plugin-governance-common';
import { DateTime } from 'luxon';

/** Findings that are not closed, as they stand at a moment. */
export interface FindingStanding {
  open: number;
  /** Of these, those of high or critical severity. */
  grave: number;
  /** Whose risk is accepted still. */
  accepted: number;
  /** Of the open ones, those whose acceptance has ended. */
  ended: number;
}

/** The figures of compliance on the dashboard. */
export function complianceDashboardFigures(world: {
  /** What is asked about; everything when absent. */
  items?: string[];
  findings: FindingStanding;
  overdueRequests: number;
  /** Points of all controls now, and when the period began. */
  score: { possible: number; earned: number };
  scoreBefore?: { possible: number; earned: number };
  /** For each control, when the last period ended that was attested. */
  attestedTo: readonly (string | undefined)[];
  /** ISO 8601. */
  at: string;
}): DashboardFigure[] {
  const { items, findings, score, scoreBefore, attestedTo } = world;
  const canList = items === undefined || items.length > 0;
  const findingList = (query: object) =>
    canList && isListable({ ...(items && { items }) })
      ? {
          list: {
            ...(items && { entityRef: items }),
            ...query,
          } as DashboardFigure['list'],
        }
      : {};
  const percent = (name: 'value' | 'previous', of: typeof scoreBefore) => {
    const value = of && percentOfAll(of.earned, of.possible);
    // Rounded down, as everywhere else: 100 means all of it.
    return value === undefined ? {} : { [name]: Math.floor(value) };
  };
  const quarter = quarterOf(world.at);
  return [
    {
      id: 'score',
      title: 'Compliance score',
      unit: 'percent',
      better: 'higher',
      n: attestedTo.length,
      ...percent('value', score),
      ...percent('previous', scoreBefore),
      definition:
        'Points that the questions of all controls earned ÷ points that they could earn, weighed by severity. A question that no run answered earns none. Compared with the score after the last run before the period. Of the whole organization.',
      list: {},
    },
    {
      id: 'open',
      title: 'Open findings',
      unit: 'count',
      better: 'lower',
      value: findings.open,
      definition:
        'Findings that nobody explained, remediates or accepts now. One whose acceptance has ended is open.',
      ...findingList({ state: ['open'] }),
    },
    {
      id: 'grave',
      title: 'Of these, high or critical',
      unit: 'count',
      better: 'lower',
      alarm: true,
      value: findings.grave,
      definition: 'Open findings of high or critical severity.',
      ...findingList({ state: ['open'], severity: ['high', 'critical'] }),
    },
    {
      id: 'accepted',
      title: 'Risks accepted',
      unit: 'count',
      better: 'lower',
      value: findings.accepted,
      definition: 'Findings whose risk somebody accepted until a day to come.',
      ...findingList({ state: ['accepted'] }),
    },
    {
      id: 'ended',
      title: 'Acceptances that ended',
      unit: 'count',
      better: 'lower',
      alarm: true,
      value: findings.ended,
      definition:
        'Findings whose risk was accepted until a day that has come: they are open again.',
    },
    {
      id: 'requests',
      title: 'Overdue requests',
      unit: 'count',
      better: 'lower',
      alarm: true,
      value: world.overdueRequests,
      definition:
        'Requests of auditors that are due and not settled. Of the whole organization.',
      list: { overdue: true },
    },
    {
      id: 'unattested',
      title: 'Controls not attested',
      unit: 'count',
      better: 'lower',
      alarm: true,
      value: attestedTo.filter(to => to === undefined || to < quarter).length,
      n: attestedTo.length,
      definition:
        'Controls without an attestation that stands and reaches to the end of the last quarter (UTC). Of the whole organization.',
      list: {},
    },
  ];
}

/** When the quarter of an instant began, in UTC: until then somebody could attest to the one before. */
function quarterOf(at: string): string {
  return DateTime.fromISO(at, { zone: 'utc' }).startOf('quarter').toISO()!;
}
