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

/** Between an event and its reading by a scrape. */
const USUAL_INGESTION_MS = 15_000;

/** When an objective alerts: its pairs of windows, how fast each fires and resets, and how long it may be silent. */
export function alertingOf(
  objective: Objective,
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
      ingestion: USUAL_INGESTION_MS,
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
