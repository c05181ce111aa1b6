import {
  DurationStatistics,
  durationStatistics,
  isWithin,
  RateStatistics,
  rateStatistics,
} from '@countersign/plugin-governance-common';
import { FigureRecord, MeasuredIncident, MetricsScope } from './figures';

/** A deployment to production, as change management reports it. */
export interface MeasuredDeployment {
  id: string;
  /** The change that covered it. */
  change?: string;
  outcome: 'succeeded' | 'failed' | 'rolled_back';
  startedAt: string;
  finishedAt: string;
  /** When what it deployed was committed; absent where nobody said. */
  committedAt?: string;
  /** It was not planned: it repaired what an earlier one had broken. */
  isRework: boolean;
}

/** The five figures of DORA (dora.dev), over deployments that finished in the period. */
export interface DeliveryFigures {
  deployments: number;
  /** Successful deployments a day. */
  frequency: { perDay: number; n: number; days: number };
  /** Commit → deployed, in seconds, of those whose commit has a time. */
  leadTime: DurationStatistics;
  /** Deployments that needed immediate intervention ÷ all: distinct deployments, not incidents. */
  changeFailRate: RateStatistics;
  /** From the start of the impact to restored, in seconds, of incidents that a deployment caused. */
  recoveryTime: DurationStatistics;
  /** Unplanned deployments that repaired something ÷ all. */
  reworkRate: RateStatistics;
}

const DAY_SECONDS = 86_400;

/**
 * @param incidents - Those that count: a drill that does not count fails no deployment.
 */
export function deliveryFigures(
  deployments: readonly MeasuredDeployment[],
  incidents: readonly MeasuredIncident[],
  { period }: MetricsScope,
): DeliveryFigures {
  const finished = deployments.filter(each =>
    isWithin(period, each.finishedAt),
  );
  const n = finished.length;
  const failed = new Set(failedDeployments(finished, incidents));
  const succeeded = finished.filter(each => each.outcome === 'succeeded');
  const days =
    (Date.parse(period.to) - Date.parse(period.from)) / 1000 / DAY_SECONDS;
  return {
    deployments: n,
    frequency: {
      perDay: days > 0 ? succeeded.length / days : 0,
      n: succeeded.length,
      days,
    },
    leadTime: durationStatistics(succeeded.flatMap(leadTimeOf)),
    changeFailRate: rateStatistics(failed.size, n),
    recoveryTime: durationStatistics(
      recoveries(finished, incidents).map(({ seconds }) => seconds),
    ),
    reworkRate: rateStatistics(
      finished.filter(({ isRework }) => isRework).length,
      n,
    ),
  };
}

/**
 * The deployments that needed immediate intervention: those that failed or were rolled back, and of each change that was
 * confirmed as a cause the last one that began before the impact did. Each once, however many incidents it caused.
 */
export function failedDeployments(
  deployments: readonly MeasuredDeployment[],
  incidents: readonly MeasuredIncident[],
): string[] {
  const blamed = incidents.flatMap(incident => blamedIn(incident, deployments));
  return deployments
    .filter(
      each =>
        each.outcome !== 'succeeded' || blamed.some(b => b.id === each.id),
    )
    .map(({ id }) => id);
}

/** Incidents that a deployment caused and that are over, with the time to restored. */
export function recoveries(
  deployments: readonly MeasuredDeployment[],
  incidents: readonly MeasuredIncident[],
): FigureRecord[] {
  return incidents.flatMap(incident => {
    const { number, times } = incident;
    if (
      times.restored === undefined ||
      blamedIn(incident, deployments).length === 0
    ) {
      return [];
    }
    const seconds =
      (Date.parse(times.restored) - Date.parse(times.started)) / 1000;
    return [{ number, seconds: Math.max(0, seconds) }];
  });
}

function blamedIn(
  { causes, times }: MeasuredIncident,
  deployments: readonly MeasuredDeployment[],
): MeasuredDeployment[] {
  return causes.flatMap(({ change }) => {
    const before = deployments.filter(
      each =>
        each.change === change.number &&
        Date.parse(each.startedAt) <= Date.parse(times.started),
    );
    const last = before.reduce<MeasuredDeployment | undefined>(
      (a, b) =>
        a && Date.parse(a.startedAt) >= Date.parse(b.startedAt) ? a : b,
      undefined,
    );
    return last ?? [];
  });
}

function leadTimeOf({ committedAt, finishedAt }: MeasuredDeployment): number[] {
  if (committedAt === undefined) return [];
  return [
    Math.max(0, (Date.parse(finishedAt) - Date.parse(committedAt)) / 1000),
  ];
}
