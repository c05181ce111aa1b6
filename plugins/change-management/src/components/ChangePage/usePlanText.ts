import { PlanCounts } from '@countersign/plugin-change-management-common';
import { useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';

/** Always said, also when there are none: what an approver looks for first. */
const always = ['update', 'delete'] as const;
const others = [
  'create',
  'replace',
  'forget',
  'import',
  'move',
  'invoke',
] as const;

/** What a plan does, in numbers: "2 changed, 0 destroyed, 1 created". */
export function usePlanText(): (counts: PlanCounts) => string {
  const { t } = useTexts(changeManagementTranslationRef);
  return counts =>
    [...always, ...others.filter(action => counts[action])]
      .map(
        action =>
          `${counts[action] ?? 0} ${t(
            `change.plan.${action}`,
          ).toLocaleLowerCase('en-US')}`,
      )
      .join(', ');
}
