import { RiskLevel, riskLevels } from '../model';

/** The lowest score of each level. */
export const levelThresholds: Readonly<Record<RiskLevel, number>> = {
  low: 0,
  moderate: 30,
  high: 60,
  very_high: 85,
};

/** The level of a score of 0–100. */
export function riskLevelOf(score: number): RiskLevel {
  return highestLevel(
    riskLevels.filter(level => score >= levelThresholds[level]),
  );
}

/** 0 for low to 3 for very high. */
export function levelRank(level: RiskLevel): number {
  return riskLevels.indexOf(level);
}

/** The highest of the levels; low when there is none. */
export function highestLevel(levels: readonly RiskLevel[]): RiskLevel {
  return levels.reduce<RiskLevel>(
    (highest, level) =>
      levelRank(level) > levelRank(highest) ? level : highest,
    'low',
  );
}
