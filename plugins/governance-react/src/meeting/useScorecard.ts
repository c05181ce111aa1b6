import { Entity } from '@backstage/catalog-model';
import { ScorecardAnswer, ScorecardCheck } from './ScorecardCheckBlueprint';
import { useAskedOnce } from './useAskedOnce';
import { AreaAnswer } from './useAreas';

/** How an entity stands by each check: what several show of it on a page is asked once. */
export function useScorecard(
  checks: readonly ScorecardCheck[],
  entity: Entity,
  entityRef: string,
): AreaAnswer<ScorecardAnswer>[] {
  return useAskedOnce(checks, entity, entityRef);
}
