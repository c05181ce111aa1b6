import {
  DurationStatistics,
  durationStatistics,
  groupedBy,
  RateStatistics,
  rateStatistics,
  within,
} from '@countersign/plugin-governance-common';
import { FigureRecord, MetricsScope, TimedIncident } from './figures';

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
  /** Commit → deployed, in seconds, of those whose commit has a time; `of` all successful ones. */
  leadTime: DurationStatistics & { of: number };
  /** Deployments that needed immediate intervention ÷ all: distinct deployments, not incidents. */
  changeFailRate: RateStatistics;
  /** From the start of the impact to restored, in seconds, `of` all incidents that a deployment caused. */
  recoveryTime: DurationStatistics & { of: number };
  /** Unplanned deployments that repaired something ÷ all. */
  reworkRate: RateStatistics;
}

/** The figures of which deployments are the records. */
export const deploymentFigures = [
  'frequency',
  'leadTime',
  'changeFailRate',
  'reworkRate',
] as const;
/** One of {@link deploymentFigures}. */
export type DeploymentFigure = (typeof deploymentFigures)[number];

/** A deployment behind a figure. */
export interface DeploymentRecord extends MeasuredDeployment {
  /** From commit to deployed, where the commit has a time. */
  seconds?: number;
  /** Incidents that count it as their cause. */
  incidents: string[];
}

const DAY_SECONDS = 86_400;

/**
 * @param incidents - Those that count: a drill that does not count fails no deployment.
 */
export function deliveryFigures(
  deployments: readonly MeasuredDeployment[],
  incidents: readonly TimedIncident[],
  { period }: MetricsScope,
): DeliveryFigures {
  const finished = finishedIn(deployments, period);
  const n = finished.length;
  const succeeded = finished.filter(({ outcome }) => outcome === 'succeeded');
  const days =
    (Date.parse(period.to) - Date.parse(period.from)) / 1000 / DAY_SECONDS;
  const recovered = recoveries(finished, incidents);
  return {
    deployments: n,
    frequency: {
      perDay: days > 0 ? succeeded.length / days : 0,
      n: succeeded.length,
      days,
    },
    leadTime: {
      ...durationStatistics(succeeded.flatMap(each => leadTimeOf(each) ?? [])),
      of: succeeded.length,
    },
    changeFailRate: rateStatistics(
      failedDeployments(finished, incidents).length,
      n,
    ),
    recoveryTime: {
      ...durationStatistics(recovered.items.map(({ seconds }) => seconds)),
      of: recovered.of,
    },
    reworkRate: rateStatistics(
      finished.filter(({ isRework }) => isRework).length,
      n,
    ),
  };
}

/**
 * The deployments behind a figure, the longest lead time or else the newest first.
 *
 * @param incidents - Those that count.
 */
export function deploymentsBehind(
  figure: DeploymentFigure,
  deployments: readonly MeasuredDeployment[],
  incidents: readonly TimedIncident[],
  { period }: MetricsScope,
): DeploymentRecord[] {
  const finished = finishedIn(deployments, period);
  const blamed = blamedIn(incidents, finished);
  const records = finished.map(deployment => ({
    ...deployment,
    ...secondsOf(deployment),
    incidents: blamed.get(deployment.id) ?? [],
  }));
  const behind = records.filter(each => isBehind(figure, each));
  return figure === 'leadTime'
    ? behind.sort((a, b) => b.seconds! - a.seconds!)
    : behind.sort(
        (a, b) => Date.parse(b.finishedAt) - Date.parse(a.finishedAt),
      );
}

function isBehind(
  figure: DeploymentFigure,
  { outcome, seconds, incidents, isRework }: DeploymentRecord,
): boolean {
  switch (figure) {
    case 'frequency':
      return outcome === 'succeeded';
    case 'leadTime':
      return outcome === 'succeeded' && seconds !== undefined;
    case 'changeFailRate':
      return outcome !== 'succeeded' || incidents.length > 0;
    default:
      return isRework;
  }
}

/**
 * The deployments that needed immediate intervention: those that failed or were rolled back, and of each change that was
 * confirmed as a cause the last one that began before the impact did. Each once, however many incidents it caused.
 */
export function failedDeployments(
  deployments: readonly MeasuredDeployment[],
  incidents: readonly TimedIncident[],
): string[] {
  const blamed = blamedIn(incidents, deployments);
  return deployments
    .filter(({ id, outcome }) => outcome !== 'succeeded' || blamed.has(id))
    .map(({ id }) => id);
}

/** Incidents that a deployment caused and that are over, with the time to restored; `of` all that one caused. */
export function recoveries(
  deployments: readonly MeasuredDeployment[],
  incidents: readonly TimedIncident[],
): { items: FigureRecord[]; of: number } {
  const caused = new Set([...blamedIn(incidents, deployments).values()].flat());
  return {
    items: incidents.flatMap(({ number, seconds: { restore } }) =>
      restore !== undefined && caused.has(number)
        ? [{ number, seconds: restore }]
        : [],
    ),
    of: caused.size,
  };
}

/** The deployments that finished in a period. */
export function finishedIn(
  deployments: readonly MeasuredDeployment[],
  period: MetricsScope['period'],
): MeasuredDeployment[] {
  const isInside = within(period);
  return deployments.filter(({ finishedAt }) => isInside(finishedAt));
}

/** The incidents by the deployment that caused them. */
function blamedIn(
  incidents: readonly TimedIncident[],
  deployments: readonly MeasuredDeployment[],
): Map<string, string[]> {
  const named = new Set(
    incidents.flatMap(({ causes }) =>
      causes.map(({ change }) => change.number),
    ),
  );
  const byChange = groupedBy(
    deployments.filter(({ change }) => change && named.has(change)),
    ({ change }) => change,
  );
  const blamed = new Map<string, string[]>();
  for (const { number, causes, startedAt } of incidents) {
    for (const { change } of causes) {
      const last = lastBefore(startedAt, byChange.get(change.number) ?? []);
      if (!last) continue;
      const known = blamed.get(last.id);
      if (known) known.push(number);
      else blamed.set(last.id, [number]);
    }
  }
  return blamed;
}

function lastBefore(
  at: number,
  deployments: readonly MeasuredDeployment[],
): MeasuredDeployment | undefined {
  return deployments
    .filter(({ startedAt }) => Date.parse(startedAt) <= at)
    .reduce<MeasuredDeployment | undefined>(
      (a, b) =>
        a && Date.parse(a.startedAt) >= Date.parse(b.startedAt) ? a : b,
      undefined,
    );
}

function secondsOf(deployment: MeasuredDeployment): { seconds?: number } {
  const seconds = leadTimeOf(deployment);
  return seconds === undefined ? {} : { seconds };
}

function leadTimeOf({
  committedAt,
  finishedAt,
}: MeasuredDeployment): number | undefined {
  return committedAt === undefined
    ? undefined
    : Math.max(0, (Date.parse(finishedAt) - Date.parse(committedAt)) / 1000);
}
