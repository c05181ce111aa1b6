import { didYouMean, inWords } from '@countersign/plugin-governance-common';
import { readTolerance, Tolerance } from '../tolerance';
import { ProblemList } from './ProblemList';
import {
  Activity,
  activitySchema,
  ExperimentDocument,
  providerTypes,
} from './schemas';

/** Where activities stand in an experiment. */
export type Phase = 'steady-state' | 'method' | 'rollbacks' | 'stop-when-not';

/** An activity where it stands. */
export interface PlacedActivity {
  activity: Activity;
  phase: Phase;
  path: PropertyKey[];
  /** Of a probe that has to hold. */
  tolerance?: Tolerance;
}

interface Place {
  phase: Phase;
  path: PropertyKey[];
  value: unknown;
}

/** Reads every activity, and follows those that are named by `ref`. What cannot be read is said and left out. */
export function readActivities(
  document: ExperimentDocument,
  stops: { path: PropertyKey[]; probes: readonly unknown[] },
  problems: ProblemList,
): PlacedActivity[] {
  const hypothesis = document['steady-state-hypothesis'];
  const places: Place[] = [
    ...(hypothesis?.probes ?? []).map((value, i) => ({
      phase: 'steady-state' as const,
      path: ['steady-state-hypothesis', 'probes', i],
      value,
    })),
    ...document.method.map((value, i) => ({
      phase: 'method' as const,
      path: ['method', i],
      value,
    })),
    ...document.rollbacks.map((value, i) => ({
      phase: 'rollbacks' as const,
      path: ['rollbacks', i],
      value,
    })),
    ...stops.probes.map((value, i) => ({
      phase: 'stop-when-not' as const,
      path: [...stops.path, i],
      value,
    })),
  ];
  const named = namesOf(places, problems);
  return places.flatMap((place): PlacedActivity[] => {
    const activity = readOne(place, named, problems);
    if (!activity) return [];
    const { phase, path } = place;
    if (phase !== 'steady-state' && phase !== 'stop-when-not') {
      return [{ activity, phase, path }];
    }
    const tolerance = toleranceOf(activity, path, problems);
    return tolerance ? [{ activity, phase, path, tolerance }] : [];
  });
}

/** Activities by name; one that several have cannot be referred to. */
function namesOf(
  places: readonly Place[],
  problems: ProblemList,
): Map<string, unknown> {
  const named = new Map<string, Place>();
  for (const place of places) {
    const { value } = place;
    if (typeof value !== 'object' || value === null || 'ref' in value) continue;
    const { name } = value as { name?: unknown };
    if (typeof name !== 'string') continue;
    const first = named.get(name);
    if (first) {
      problems.warn(
        [...place.path, 'name'],
        'same-name',
        `is the name of an earlier activity too: a ref to ${name} means the first`,
      );
    } else {
      named.set(name, place);
    }
  }
  return new Map([...named].map(([name, { value }]) => [name, value]));
}

function readOne(
  { path, value }: Place,
  named: ReadonlyMap<string, unknown>,
  problems: ProblemList,
): Activity | undefined {
  const { ref } = (
    typeof value === 'object' && value !== null ? value : {}
  ) as {
    ref?: unknown;
  };
  if (ref !== undefined && !named.has(String(ref))) {
    problems.error(
      [...path, 'ref'],
      'unknown-ref',
      `there is no activity ${String(ref)}${didYouMean(String(ref), [
        ...named.keys(),
      ])}`,
    );
    return undefined;
  }
  const meant = ref === undefined ? value : named.get(String(ref));
  const type = providerTypeOf(meant);
  if (type !== undefined && !providerTypes.includes(type as never)) {
    problems.error(
      [...path, 'provider', 'type'],
      'unknown-provider',
      `there is no provider ${type}${didYouMean(
        type,
        providerTypes,
      )}; known are ${providerTypes.join(', ')}`,
    );
    return undefined;
  }
  const parsed = activitySchema.safeParse(meant, inWords);
  if (parsed.success) return parsed.data;
  // What a ref refers to is told where it stands itself.
  if (ref === undefined) {
    for (const issue of parsed.error.issues) {
      problems.error([...path, ...issue.path], 'activity', issue.message);
    }
  }
  return undefined;
}

function providerTypeOf(activity: unknown): string | undefined {
  const { provider } = (activity ?? {}) as { provider?: { type?: unknown } };
  return typeof provider?.type === 'string' ? provider.type : undefined;
}

function toleranceOf(
  activity: Activity,
  path: readonly PropertyKey[],
  problems: ProblemList,
): Tolerance | undefined {
  if (activity.type !== 'probe') {
    problems.error(
      [...path, 'type'],
      'action-as-probe',
      'must be probe: what has to hold is looked at and not acted on',
    );
    return undefined;
  }
  const read = readTolerance(activity.tolerance);
  if ('tolerance' in read) return read.tolerance;
  for (const problem of read.problems) {
    problems.error(
      [...path, 'tolerance', ...problem.path],
      'tolerance',
      problem.message,
    );
  }
  return undefined;
}
