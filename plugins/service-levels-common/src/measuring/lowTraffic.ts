import { thresholdOf, usualEvidence } from '../arithmetic';
import { tiersOf } from '../engine';
import { Objective } from '../openslo';
import { windowLength } from '../window';

/** Events that were counted, and over how long: milliseconds. */
export interface Traffic {
  total: number;
  over: number;
}

/** Measured for shorter, nobody knows the traffic. */
const LEAST_MEASURED_MS = 3_600_000;

/**
 * What there is to say of an objective whose traffic is so little that a single failure is a larger share than its fastest alert
 * asks for; undefined where it is enough, or not known. Slices of time need no traffic: one of them is one.
 */
export function lowTraffic(
  objective: Pick<Objective, 'method' | 'window' | 'target' | 'conditions'>,
  { total, over }: Traffic,
): string | undefined {
  const [fastest] = tiersOf(objective);
  if (objective.method.kind !== 'occurrences' || !fastest) return undefined;
  if (over < LEAST_MEASURED_MS) return undefined;
  const events = (total / over) * fastest.long;
  const { errorRatio } = thresholdOf(fastest, {
    target: objective.target,
    window: windowLength(objective.window),
  });
  if (events * errorRatio >= 1) return undefined;
  const minutes = Math.round(fastest.long / 60_000);
  return `There are about ${
    Math.round(events * 10) / 10
  } events in the ${minutes} min of its fastest alert: one failure is more than the ${
    Math.round(errorRatio * 10_000) / 100
  } % it asks for, so that it waits for ${
    usualEvidence.failures
  }. A longer window, a lower target, or counting slices of time tells more`;
}
