import {
  DurationStatistics,
  durationStatistics,
  groupedBy,
  weeksOf,
} from '@countersign/plugin-governance-common';
import { BetweenFailures, betweenFailures } from './betweenFailures';
import {
  DeliveryFigures,
  deliveryFigures,
  MeasuredDeployment,
} from './delivery';
import { FigureDefinition, figureDefinitions } from './definitions';
import {
  countedIn,
  DurationFigure,
  durationFigures,
  lengthsOf,
  MetricsScope,
  TimedIncident,
} from './figures';

/** A figure, and of how many of the incidents it is known. */
export type CoveredStatistics = DurationStatistics & {
  /** Incidents that count, whether or not the figure is known of them. */
  of: number;
};

/** The figures over some incidents. */
export type IncidentSlice = Record<DurationFigure, CoveredStatistics> & {
  incidents: number;
  betweenFailures: BetweenFailures;
};

/** By what figures can be taken apart. */
export const metricsDimensions = [
  'team',
  'service',
  'priority',
  'source',
] as const;
/** One of {@link metricsDimensions}. */
export type MetricsDimension = (typeof metricsDimensions)[number];

/** All figures of a period. */
export interface IncidentMetrics extends MetricsScope {
  all: IncidentSlice;
  by: Record<MetricsDimension, { key: string; figures: IncidentSlice }[]>;
  /** Incidents that started in each ISO week, and the median time to restored. */
  byWeek: { week: string; incidents: number; restore: DurationStatistics }[];
  delivery: DeliveryFigures;
  definitions: FigureDefinition[];
}

/**
 * The figures, each by the incidents that started in the period; see {@link figureDefinitions}.
 *
 * @param now - What goes on is down up to here: ISO 8601.
 */
export function incidentMetrics(
  incidents: Iterable<TimedIncident>,
  deployments: readonly MeasuredDeployment[],
  scope: MetricsScope,
  now: string,
): IncidentMetrics {
  const counted = countedIn(incidents, scope);
  const slice = (some: readonly TimedIncident[]) =>
    incidentSlice(some, scope, now);
  const by = (dimension: MetricsDimension) =>
    grouped(counted, dimension).map(([key, own]) => ({
      key,
      figures: slice(own),
    }));
  return {
    ...scope,
    all: slice(counted),
    by: {
      team: by('team'),
      service: by('service'),
      priority: by('priority'),
      source: by('source'),
    },
    byWeek: byWeek(counted, scope),
    delivery: deliveryFigures(deployments, counted, scope),
    definitions: figureDefinitions(scope),
  };
}

/** The figures over incidents that all count. */
export function incidentSlice(
  incidents: readonly TimedIncident[],
  scope: MetricsScope,
  now: string,
): IncidentSlice {
  const figures = durationFigures.map(figure => [
    figure,
    { ...statisticsOf(figure, incidents), of: incidents.length },
  ]);
  return {
    incidents: incidents.length,
    betweenFailures: betweenFailures(incidents, scope, now),
    ...Object.fromEntries(figures),
  };
}

function statisticsOf(
  figure: DurationFigure,
  incidents: readonly TimedIncident[],
): DurationStatistics {
  return durationStatistics(lengthsOf(figure, incidents));
}

const WEEK_MS = 7 * 86_400_000;
/** A Monday, at midnight in UTC. */
const MONDAY = Date.UTC(1970, 0, 5);

function byWeek(
  counted: readonly TimedIncident[],
  { period }: MetricsScope,
): IncidentMetrics['byWeek'] {
  const numberOf = (at: number) => Math.floor((at - MONDAY) / WEEK_MS);
  const groups = groupedBy(counted, ({ startedAt }) => numberOf(startedAt));
  const first = numberOf(Date.parse(period.from));
  return weeksOf(period).map((week, i) => {
    const own = groups.get(first + i) ?? [];
    return {
      week,
      incidents: own.length,
      restore: statisticsOf('restore', own),
    };
  });
}

/** Incidents by what they have of a dimension, in its order; those that have nothing of it are in none. */
function grouped(
  incidents: readonly TimedIncident[],
  dimension: MetricsDimension,
): [string, TimedIncident[]][] {
  const groups = groupedBy(incidents, each => keyOf(each, dimension));
  return [...groups]
    .flatMap(([key, own]): [string, TimedIncident[]][] =>
      key === undefined ? [] : [[key, own]],
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function keyOf(
  { team, entities, worstPriority, source }: TimedIncident,
  dimension: MetricsDimension,
): string | undefined {
  switch (dimension) {
    case 'team':
      return team;
    case 'service':
      return entities[0];
    case 'priority':
      return String(worstPriority);
    default:
      return source;
  }
}
