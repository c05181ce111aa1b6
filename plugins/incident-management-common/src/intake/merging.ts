import { CmdbGraph, RelationStep } from '@countersign/plugin-cmdb-common';
import { groupedBy } from '@countersign/plugin-governance-common';

/** An open incident that may be the cause of another one. */
export interface MergeOffer {
  number: string;
  entityRef: string;
  /** How the entity of the alert depends on it. */
  path: RelationStep[];
}

const MOST_OFFERS = 5;

/** Open incidents on what the entity depends on, the nearest first: the alert may be of the same trouble. */
export function mergeOffers(
  graph: Pick<CmdbGraph, 'dependenciesOf'>,
  entityRef: string,
  open: readonly { number: string; entityRef: string }[],
): MergeOffer[] {
  if (open.length === 0) return [];
  const byEntity = groupedBy(open, incident => incident.entityRef);
  return graph
    .dependenciesOf([entityRef])
    .entities.flatMap(reached =>
      (byEntity.get(reached.entityRef) ?? []).map(({ number }) => ({
        number,
        entityRef: reached.entityRef,
        path: reached.path,
      })),
    )
    .slice(0, MOST_OFFERS);
}
