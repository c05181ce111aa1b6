import { shortName, useTexts } from '@countersign/plugin-governance-react';
import {
  MetricsDimension,
  sourceKinds,
} from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import { priorityIds } from '../ListPage/listFilters';

/** Names a team, a service, a priority or a source, by the key that the figures have for it. */
export function usePartName(): (by: MetricsDimension, key: string) => string {
  const { t } = useTexts(incidentManagementTranslationRef);
  return (by, key) => {
    if (by === 'priority') {
      const id = priorityIds.find(each => each === key);
      return id
        ? t('shared.priority.label', {
            word: t(`shared.priority.p${id}`),
            n: id,
          })
        : key;
    }
    if (by === 'source') {
      const kind = sourceKinds.find(each => each === key);
      return kind ? t(`metrics.source.${kind}`) : key;
    }
    return shortName(key);
  };
}
