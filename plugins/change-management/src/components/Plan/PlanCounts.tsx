import { PlanCounts as Counts } from '@countersign/plugin-change-management-common';
import { ToneBadge, useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { actionLooks } from './actionLooks';
import { shownActions } from './planFilter';
import styles from './Plan.module.css';

/** How many resources are created, changed, replaced, destroyed, imported and moved, and how many actions are invoked. */
export function PlanCounts(props: { counts: Counts }) {
  const { t } = useTexts(changeManagementTranslationRef);
  return (
    <span className={styles.counts}>
      {([...shownActions, 'invoke'] as const)
        .filter(action => props.counts[action])
        .map(action => (
          <ToneBadge key={action} {...actionLooks[action]}>
            {`${props.counts[action]} ${t(`change.plan.${action}`)}`}
          </ToneBadge>
        ))}
    </span>
  );
}
