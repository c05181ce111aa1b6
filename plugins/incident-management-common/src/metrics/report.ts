import {
  DurationStatistics,
  durationStatistics,
  isWithin,
  weekOf,
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
  countsIn,
  DurationFigure,
  durationFigures,
  MeasuredIncident,
  MetricsScope,
  recordsOf,
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
  incidents: readonly MeasuredIncident[],
  deployments: readonly MeasuredDeployment[],
  scope: MetricsScope,
  now: string,
): IncidentMetrics {
  const counted = incidents.filter(each => countsIn(each, scope));
  const slice = (some: readonly MeasuredIncident[]) =>
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
    byWeek: weeksOf(scope.period).map(week => {
      const own = counted.filter(
        ({ times }) =>
          isWithin(scope.period, times.started) &&
          weekOf(times.started) === week,
      );
      return {
        week,
        incidents: own.length,
        restore: statisticsOf('restore', own),
      };
    }),
    delivery: deliveryFigures(deployments, counted, scope),
    definitions: figureDefinitions(scope),
  };
}

/** The figures over incidents that all count. */
export function incidentSlice(
  incidents: readonly MeasuredIncident[],
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
  incidents: readonly MeasuredIncident[],
): DurationStatistics {
  return durationStatistics(
    recordsOf(figure, incidents).map(({ seconds }) => seconds),
  );
}

/** Incidents by what they have of a dimension, in its order; those that have nothing of it are in none. */
function grouped(
  incidents: readonly MeasuredIncident[],
  dimension: MetricsDimension,
): [string, MeasuredIncident[]][] {
  const groups = new Map<string, MeasuredIncident[]>();
  for (const incident of incidents) {
    const key = keyOf(incident, dimension);
    if (key === undefined) continue;
    const own = groups.get(key);
    if (own) own.push(incident);
    else groups.set(key, [incident]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

function keyOf(
  { team, entities, worstPriority, source }: MeasuredIncident,
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
