import {
  CheckedDefinitions,
  Objective,
  predictionTable,
  silenceAllowed,
  stepOf,
  thresholdOf,
  tiersOf,
  windowLength,
} from '@countersign/plugin-service-levels-common';
import { ServiceLevelSource } from '@countersign/plugin-service-levels-node';
import { sourceOf } from '../definitions/Measurements';

/** Between an event and its reading by a scrape. */
const USUAL_INGESTION_MS = 15_000;

/** When an objective alerts: its pairs of windows, how fast each fires and resets, and how long it may be silent. */
export function alertingOf(
  objective: Objective,
  sources: ReadonlyMap<string, ServiceLevelSource>,
): Pick<
  CheckedDefinitions['objectives'][number],
  'pairs' | 'predictions' | 'silenceAllowed'
> {
  const promise = {
    target: objective.target,
    window: windowLength(objective.window),
  };
  const tiers = tiersOf(objective);
  return {
    pairs: tiers.map(tier => ({
      severity: tier.severity,
      longWindow: tier.long,
      shortWindow: tier.short,
      ...thresholdOf(tier, promise),
    })),
    predictions: predictionTable(tiers, promise, {
      evaluation: stepOf(promise.window),
      ingestion: ingestionOf(objective, sources),
      pending: 0,
    }).map(({ errorRatio, tiers: predicted }) => ({
      errorRatio,
      pairs: predicted.map(({ firesAfter, resetsAfter }) => ({
        ...(firesAfter !== undefined && { firesAfter }),
        ...(resetsAfter !== undefined && { resetsAfter }),
      })),
    })),
    silenceAllowed: silenceAllowed(objective),
  };
}

/** Some sources tell what happened minutes later: an alert is later by that. */
function ingestionOf(
  objective: Objective,
  sources: ReadonlyMap<string, ServiceLevelSource>,
): number {
  const source = sourceOf(objective, sources);
  const delay = 'problem' in source ? 0 : source.delay ?? 0;
  return Math.max(USUAL_INGESTION_MS, delay);
}
