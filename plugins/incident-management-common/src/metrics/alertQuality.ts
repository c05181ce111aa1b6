import {
  Period,
  RateStatistics,
  rateStatistics,
} from '@countersign/plugin-governance-common';
import { FigureDefinition } from './definitions';
import { TimedIncident } from './figures';

/** What begins again so soon after it ended did not really end: the run flaps. */
export const FLAPS_WITHIN_MS = 3_600_000;

/** Alerts of one condition on one entity, from the first that fires until none does. */
export interface AlertRun {
  id: string;
  /** Whether nothing of it fires any more. */
  ended: boolean;
  /** Whether it began at most {@link FLAPS_WITHIN_MS} after the run before it ended, of the same condition and entity. */
  flaps: boolean;
  /** Whether an entity is known that it is about. */
  mapped: boolean;
  /** Whether it was ever heard: neither silenced nor in maintenance. */
  heard: boolean;
  /** Whether there is a runbook: an alert of it named one, or its entity has documentation. */
  runbook: boolean;
  /** The incident that it opened or was added to. */
  incident?: string;
}

/** The figures about alerts themselves. */
export const alertFigures = ['noise', 'flapping', 'withoutRunbook'] as const;
/** One of {@link alertFigures}. */
export type AlertFigure = (typeof alertFigures)[number];

/** How good the alerts of a period are. */
export type AlertQuality = Record<AlertFigure, RateStatistics> & {
  period: Period;
  /** Runs that began in the period. */
  runs: number;
  /** Of these, what no figure counts: no entity is known, or they were never heard. */
  unmapped: number;
  unheard: number;
  /** Not yet known to have led to something or to nothing: noise leaves them out. */
  undecided: number;
  definitions: FigureDefinition[];
};

/** An incident as far as it tells what its alerts were good for. */
export type AlertedIncident = Pick<
  TimedIncident,
  'state' | 'acknowledged' | 'mergedInto'
>;

/** What became of a run. */
export type RunOutcome = 'something' | 'nothing' | 'undecided';

/**
 * Whether a run led to something: to an incident that somebody took. One that was canceled, or that ended by itself before
 * anybody took it, is nothing; one that became a part of another counts as that one.
 */
export function outcomeOf(
  { incident, ended }: Pick<AlertRun, 'incident' | 'ended'>,
  incidents: ReadonlyMap<string, AlertedIncident>,
): RunOutcome {
  let found = incident === undefined ? undefined : incidents.get(incident);
  if (!found) {
    // What still fires may yet open one.
    return ended ? 'nothing' : 'undecided';
  }
  if (found.mergedInto !== undefined) found = endOf(found, incidents);
  const { state, acknowledged } = found;
  if (state === 'canceled') return 'nothing';
  if (acknowledged) return 'something';
  return state === 'resolved' || state === 'closed' ? 'nothing' : 'undecided';
}

/** What an incident became a part of, in the end; itself where merges lead in a circle. */
function endOf(
  incident: AlertedIncident,
  incidents: ReadonlyMap<string, AlertedIncident>,
): AlertedIncident {
  let found = incident;
  const seen = new Set<AlertedIncident>();
  while (found.mergedInto !== undefined && !seen.has(found)) {
    seen.add(found);
    found = incidents.get(found.mergedInto) ?? found;
  }
  return found;
}

const isCounted = ({ mapped, heard }: AlertRun) => mapped && heard;

const worse: Record<
  AlertFigure,
  (run: AlertRun, outcome: () => RunOutcome) => boolean
> = {
  noise: (_, outcome) => outcome() === 'nothing',
  flapping: ({ flaps }) => flaps,
  withoutRunbook: ({ runbook }) => !runbook,
};

/** The runs behind a figure: those that make it worse. */
export function runsBehind(
  figure: AlertFigure,
  runs: readonly AlertRun[],
  incidents: ReadonlyMap<string, AlertedIncident>,
): AlertRun[] {
  return runs.filter(
    run =>
      isCounted(run) && worse[figure](run, () => outcomeOf(run, incidents)),
  );
}

const always =
  'Alerts that no rule leads to an entity, and those that were silenced or in maintenance all the time.';

const alertDefinitions: FigureDefinition[] = [
  {
    id: 'noise',
    title: 'Noise',
    definition:
      'Alerts that led to nothing ÷ alerts of which that is known. Alerts of one condition on one entity count once, from the first that fires until none does. They led to nothing if no incident was opened for them, or if it was canceled or ended before anybody took it.',
    exclusions: `What still fires without an incident, and incidents that are open and that nobody took yet. ${always}`,
  },
  {
    id: 'flapping',
    title: 'Flapping',
    definition:
      'Alerts that began again within an hour after they had ended ÷ all alerts. Alerts of one condition on one entity count once, from the first that fires until none does.',
    exclusions: `What came and went within two seconds. ${always}`,
  },
  {
    id: 'withoutRunbook',
    title: 'Without a runbook',
    definition:
      'Alerts without a runbook ÷ all alerts. Runbooks are what an alert names, by an annotation runbook_url or runbook or by a link called Runbook, and the documentation that their entity has in the portal now.',
    exclusions: always,
  },
];

/**
 * @param runs - Those that began in the period.
 * @param incidents - All by their numbers, whenever they began.
 */
export function alertQuality(
  runs: readonly AlertRun[],
  incidents: ReadonlyMap<string, AlertedIncident>,
  period: Period,
): AlertQuality {
  // In one go: they are many thousands in a quarter.
  const counts = { noise: 0, flapping: 0, withoutRunbook: 0 };
  let unmapped = 0;
  let counted = 0;
  let undecided = 0;
  for (const run of runs) {
    if (!run.mapped) unmapped++;
    if (!isCounted(run)) continue;
    counted++;
    const outcome = outcomeOf(run, incidents);
    if (outcome === 'undecided') undecided++;
    for (const figure of alertFigures) {
      if (worse[figure](run, () => outcome)) counts[figure]++;
    }
  }
  return {
    period,
    runs: runs.length,
    unmapped,
    unheard: runs.length - unmapped - counted,
    undecided,
    noise: rateStatistics(counts.noise, counted - undecided),
    flapping: rateStatistics(counts.flapping, counted),
    withoutRunbook: rateStatistics(counts.withoutRunbook, counted),
    definitions: alertDefinitions,
  };
}
