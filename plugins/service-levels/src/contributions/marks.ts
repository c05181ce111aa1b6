import { ApiHolder, translationApiRef } from '@backstage/frontend-plugin-api';
import { MarkSource } from '@countersign/plugin-governance-react';
import { serviceLevelsApiRef } from '../api';
import { serviceLevelsTranslationRef } from '../translation';

/** The faults that were switched on in an entity within a time, by what it said itself. */
export const loadMarks: MarkSource['load'] = async ({
  apis,
  signal,
  entityRef,
  from,
  to,
}) => {
  const { items } = await apis
    .get(serviceLevelsApiRef)!
    .listFaults({ component: entityRef, from, to }, { signal });
  return items.map(({ id, fault, from: at, to: end }) => ({
    ...{ id, at, end },
    title: titleOf(apis, fault),
  }));
};

function titleOf(apis: ApiHolder, fault: string): string {
  const texts = apis
    .get(translationApiRef)
    ?.getTranslation(serviceLevelsTranslationRef);
  return texts?.ready ? texts.t('objective.burnDown.fault', { fault }) : fault;
}
