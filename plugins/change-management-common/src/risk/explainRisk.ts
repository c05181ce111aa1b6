import {
  RiskAssessment,
  RiskEvidence,
  RiskFactor,
  RiskFloor,
  RiskLevel,
} from '../model';
import { percent } from './sentences';
import { tenths } from './tenths';

/** What raised a risk above what its factors add up to. */
export interface RaisedRisk {
  kind: 'matrix' | 'floor';
  /** From the sum of the factors to the headline. */
  points: number;
  /** Why, as a sentence. */
  reason: string;
  evidence: RiskEvidence[];
}

/** A risk, taken apart so that it adds up before the eyes. */
export interface RiskExplanation {
  score: number;
  level: RiskLevel;
  /** Those that add something, the largest first. */
  factors: RiskFactor[];
  /** The other factors: they add nothing. */
  idle: RiskFactor[];
  /** What the factors add up to, to one decimal. */
  sum: number;
  /** What counts of the sum: a whole number, 100 at most. */
  counted: number;
  raised?: RaisedRisk;
  /** Other floors: they ask for no more than there is. */
  floors: RiskFloor[];
  /** All of it in one line: "39 from factors → 85, because impact is high and past failures are 27 %". */
  sentence: string;
}

/**
 * Takes a verdict apart: `counted`, and what was raised from there, are the headline. It says the same in the portal,
 * in the form and in a terminal.
 */
export function explainRisk(risk: RiskAssessment): RiskExplanation {
  const factors = risk.factors
    .filter(f => f.points > 0)
    .sort((a, b) => b.points - a.points);
  const counted = risk.assessment.score;
  const deciding = decidingFloor(risk);
  const raised =
    risk.score > counted
      ? {
          points: risk.score - counted,
          ...(deciding
            ? {
                kind: 'floor' as const,
                reason: deciding.reason,
                evidence: deciding.evidence,
              }
            : byMatrix(risk)),
        }
      : undefined;
  return {
    score: risk.score,
    level: risk.level,
    factors,
    idle: risk.factors.filter(f => !(f.points > 0)),
    sum: tenths(factors.reduce((all, f) => all + f.points, 0)),
    counted,
    raised,
    floors: risk.floors.filter(f => !raised || f !== deciding),
    sentence: sentenceOf(risk, counted, raised),
  };
}

/** The floor that decided, if one did. */
function decidingFloor({ decidedBy, floors }: RiskAssessment) {
  return floors.find(({ rule }) => rule === decidedBy);
}

/** What the impact and the probability of the matrix are read from. */
const matrixFactors = ['item.tier', 'item.impact', 'history'];

function byMatrix({ matrix, factors }: RiskAssessment) {
  return {
    kind: 'matrix' as const,
    reason: `Impact is ${matrix.impact} and past failures are ${percent(
      matrix.failureProbability,
    )}.`,
    evidence: factors
      .filter(f => matrixFactors.includes(f.id) && f.points > 0)
      .flatMap(f => f.evidence.slice(0, 1)),
  };
}

function sentenceOf(
  { score }: RiskAssessment,
  counted: number,
  raised: RaisedRisk | undefined,
): string {
  if (!raised) return `${score} from factors`;
  const { kind, reason } = raised;
  return kind === 'matrix'
    ? `${counted} from factors → ${score}, because i${reason.slice(1, -1)}`
    : `${counted} from factors → ${score}: ${reason}`;
}
