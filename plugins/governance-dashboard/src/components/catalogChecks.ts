import { Entity } from '@backstage/catalog-model';
import {
  ScorecardAnswer,
  shortName,
} from '@countersign/plugin-governance-react';

/** One a line: where its runbooks are. */
const RUNBOOKS = 'countersign.dev/runbooks';

/** Whether the catalog has whom the entity names as its owner. */
export function checkOwner(entity: Entity): ScorecardAnswer {
  const owner = entity.relations?.find(({ type }) => type === 'ownedBy');
  return owner
    ? { state: 'met', detail: `${shortName(owner.targetRef)} owns it.` }
    : {
        state: 'unmet',
        detail: 'Nobody owns it: nobody is asked about it, or told.',
        next: { text: 'Set spec.owner in its catalog-info.yaml' },
      };
}

/** Whether the entity names a runbook. */
export function checkRunbook(entity: Entity): ScorecardAnswer {
  const named = (entity.metadata.annotations?.[RUNBOOKS] ?? '')
    .split('\n')
    .filter(line => line.trim() !== '').length;
  if (named === 0) {
    return {
      state: 'unmet',
      detail: 'It names no runbook: whoever is paged begins from nothing.',
      next: {
        text: `Add the annotation ${RUNBOOKS} to its catalog-info.yaml`,
      },
    };
  }
  const detail = named === 1 ? 'It names one.' : `It names ${named}.`;
  return { state: 'met', detail };
}
