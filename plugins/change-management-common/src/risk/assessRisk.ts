import { InputError } from '@backstage/errors';
import { RiskAssessment, RiskFactor, RiskFloor } from '../model';
import { environmentFactor } from './environmentFactor';
import { riskFactor } from './factor';
import { applicableFloors } from './floors';
import { historyFactor } from './historyFactor';
import { RiskInput } from './input';
import { impactFactor, tierFactor } from './itemFactors';
import { levelRank, levelThresholds, riskLevelOf } from './levels';
import { riskMatrix } from './matrix';
import {
  destroysFactor,
  replacesFactor,
  touchedResources,
  touchFactors,
} from './planFactors';
import { readinessFactors } from './readinessFactors';
import { freezeFactor, hoursFactor } from './scheduleFactors';
import { tenths } from './tenths';
import { riskModel } from './weights';

/** What other plugins say about a change: reasons why it is more risky, and levels it is never below. */
export interface ExtraRisk {
  /** Values are held between 0 and 1 and points are counted anew. */
  factors?: readonly RiskFactor[];
  floors?: readonly RiskFloor[];
}

/**
 * The risk of a change: the highest of the weighted assessment, the impact × probability matrix and the floors.
 * The score is never below the level that won, so that score and level always agree.
 *
 * @throws InputError when a factor has no number for value or weight, or when two have the same id.
 */
export function assessRisk(
  input: RiskInput,
  extra: ExtraRisk = {},
): RiskAssessment {
  const touched = touchedResources(input);
  const factors = [
    tierFactor(input),
    impactFactor(input),
    destroysFactor(touched),
    replacesFactor(touched),
    ...touchFactors(input, touched),
    environmentFactor(input),
    historyFactor(input),
    hoursFactor(input),
    freezeFactor(input),
    ...readinessFactors(input),
    ...(extra.factors ?? []).map(f =>
      riskFactor(f.id, f.title, f.weight, f.value, f.evidence),
    ),
  ];
  refuseDuplicates(factors);

  const weighted = Math.min(
    100,
    Math.round(tenths(factors.reduce((sum, f) => sum + f.points, 0))),
  );
  const assessment = { score: weighted, level: riskLevelOf(weighted) };
  const matrix = riskMatrix(input);
  const floors = [...applicableFloors(input, touched), ...(extra.floors ?? [])];

  const verdicts = [
    { level: assessment.level, by: 'weighted assessment' },
    { level: matrix.level, by: 'impact × probability' },
    ...floors.map(({ level, rule }) => ({ level, by: rule })),
  ];
  const highest = verdicts.reduce((a, b) =>
    levelRank(b.level) > levelRank(a.level) ? b : a,
  );
  return {
    score: Math.max(weighted, levelThresholds[highest.level]),
    level: highest.level,
    decidedBy: highest.by,
    factors,
    floors,
    assessment,
    matrix,
    model: riskModel,
    assessedAt: input.now,
  };
}

function refuseDuplicates(factors: readonly RiskFactor[]) {
  const seen = new Set<string>();
  for (const { id } of factors) {
    if (seen.has(id)) {
      throw new InputError(
        `Two risk factors are called ${id}; prefix a plugin's factors with its id`,
      );
    }
    seen.add(id);
  }
}
