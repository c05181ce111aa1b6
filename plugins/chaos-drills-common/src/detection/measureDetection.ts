import { Measurement, PredictionOf } from '../drill/model';

/** An alert of one of the objectives that should notice. */
export interface FiredAlert {
  number: string;
  objective: string;
  /** ISO 8601. */
  firedAt: string;
}

/**
 * Which alert noticed a drill, and whether one that was predicted is missing. The first one that fired after the fault began
 * counts. Nothing is missed where the fault was over, as after a stop, before any alert was predicted.
 */
export function measureDetection(
  predicted: readonly PredictionOf[],
  { from, to }: { from: string; to: string },
  alerts: readonly FiredAlert[],
): Omit<Measurement, 'spent'> {
  const lasted = Date.parse(to) - Date.parse(from);
  const soonest = Math.min(
    ...predicted.map(({ after = Infinity }) => after),
    Infinity,
  );
  const first = alerts
    .filter(({ firedAt }) => Date.parse(firedAt) >= Date.parse(from))
    .sort((a, b) => Date.parse(a.firedAt) - Date.parse(b.firedAt))
    .at(0);
  const isPredicted = soonest <= lasted;
  return {
    ...(isPredicted && { predicted: soonest }),
    ...(first && {
      measured: Date.parse(first.firedAt) - Date.parse(from),
      alert: first.number,
      objective: first.objective,
    }),
    missed: isPredicted && !first,
  };
}
