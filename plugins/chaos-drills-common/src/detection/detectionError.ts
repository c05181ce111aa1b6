import { durationStatistics } from '@countersign/plugin-governance-common';

/** Detection of one drill, predicted and measured, in milliseconds from the beginning of the fault; absent where there is none. */
export interface DetectionPair {
  predicted?: number;
  measured?: number;
}

/** How well detection is predicted over several drills. */
export interface DetectionFigures {
  /** Drills that were predicted and detected. */
  compared: number;
  /** The middle one of their errors, as a share of what was predicted and without its sign. */
  medianError?: number;
  /** How many lie within the tolerance. */
  within: number;
  /** Predicted, and nobody noticed: a hole in the alerts. */
  missed: number;
  /** Not predicted, and noticed all the same. */
  surprises: number;
}

/** By how much the measured time is longer than the predicted one, as a share of it; below 0 where it is shorter. */
export function detectionError({
  predicted,
  measured,
}: Required<DetectionPair>): number {
  return (measured - predicted) / predicted;
}

/** The figures over all drills that are over. */
export function detectionFigures(
  pairs: readonly DetectionPair[],
  tolerance = 0.15,
): DetectionFigures {
  const errors = pairs.flatMap(({ predicted, measured }) =>
    predicted !== undefined && predicted > 0 && measured !== undefined
      ? [Math.abs(detectionError({ predicted, measured }))]
      : [],
  );
  const { median } = durationStatistics(errors);
  return {
    compared: errors.length,
    ...(median !== undefined && { medianError: median }),
    within: errors.filter(error => error <= tolerance).length,
    missed: pairs.filter(
      ({ predicted, measured }) =>
        predicted !== undefined && measured === undefined,
    ).length,
    surprises: pairs.filter(
      ({ predicted, measured }) =>
        predicted === undefined && measured !== undefined,
    ).length,
  };
}
