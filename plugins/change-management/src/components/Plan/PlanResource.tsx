import { PlannedResource } from '@countersign/plugin-change-management-common';
import {
  EntityLink,
  ToneBadge,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { actionLooks } from './actionLooks';
import { AttributeTable } from './AttributeTable';
import { ShownAction } from './planFilter';
import styles from './Plan.module.css';

/** One resource: what happens to it, attribute by attribute; what stays as it is is counted, not shown. */
export function PlanResource(props: {
  resource: PlannedResource;
  action: ShownAction;
  isOpen: boolean;
  onToggle(isOpen: boolean): void;
}) {
  const { resource, action, isOpen, onToggle } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  return (
    <details
      className={styles.resource}
      open={isOpen}
      onToggle={event => onToggle(event.currentTarget.open)}
    >
      <summary>
        <ToneBadge {...actionLooks[action]}>
          {t(`change.plan.${action}`)}
        </ToneBadge>
        <code className={styles.address}>{resource.address}</code>
        {resource.importing && action !== 'import' && (
          <span className={styles.quiet}>{t('change.plan.importing')}</span>
        )}
        {resource.previousAddress && (
          <span className={styles.quiet}>
            {t('change.plan.moved', { address: resource.previousAddress })}
          </span>
        )}
      </summary>
      {isOpen && (
        <div className={styles.body}>
          {resource.entityRef && <EntityLink entityRef={resource.entityRef} />}
          <AttributeTable
            label={resource.address}
            attributes={resource.attributes}
          />
          {resource.unchanged > 0 && (
            <div className={styles.quiet}>
              {t('change.plan.unchanged', { count: resource.unchanged })}
            </div>
          )}
        </div>
      )}
    </details>
  );
}
