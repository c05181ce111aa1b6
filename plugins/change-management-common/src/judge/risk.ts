import { RiskLevel, riskLevels } from '../model';

interface AssessedRisk {
  score: number;
  level: RiskLevel;
}

/** The higher of the risk as it was assessed and as it is now: it counts once it rose, and falls by a new assessment. */
export function highestRisk(
  a: AssessedRisk | undefined,
  b: AssessedRisk | undefined,
): AssessedRisk | undefined {
  if (!a || !b) return a ?? b;
  const [rankA, rankB] = [a, b].map(r => riskLevels.indexOf(r.level));
  if (rankA !== rankB) return rankA > rankB ? a : b;
  return a.score >= b.score ? a : b;
}
