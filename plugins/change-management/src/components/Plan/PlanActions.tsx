import { PlannedAction } from '@countersign/plugin-change-management-common';
import {
  EntityLink,
  ToneBadge,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { actionLooks } from './actionLooks';
import { AttributeTable } from './AttributeTable';
import styles from './Plan.module.css';

/** What the plan has providers do beside changing resources: each action, what sets it off, and with what. */
export function PlanActions(props: { actions: PlannedAction[] }) {
  const { t } = useTexts(changeManagementTranslationRef);
  if (props.actions.length === 0) return null;
  return (
    <section
      className={styles.resources}
      aria-label={t('change.plan.actionsTitle')}
    >
      {props.actions.map((action, i) => (
        <details
          // One action may be invoked several times, and the list never changes.
          key={`${i} ${action.address}`}
          className={styles.resource}
          open
        >
          <summary>
            <ToneBadge {...actionLooks.invoke}>
              {t('change.plan.invoke')}
            </ToneBadge>
            <code className={styles.address}>{action.address}</code>
            <span className={styles.quiet}>
              {action.trigger.resource
                ? t('change.plan.triggered', {
                    event: action.trigger.event ?? '',
                    resource: action.trigger.resource,
                  })
                : t('change.plan.byHand')}
              {action.trigger.onFailure &&
                ` · ${t('change.plan.onFailure', {
                  what: action.trigger.onFailure,
                })}`}
              {action.deferred &&
                ` · ${t('change.plan.deferred', { reason: action.deferred })}`}
            </span>
          </summary>
          <div className={styles.body}>
            {action.entityRef && <EntityLink entityRef={action.entityRef} />}
            <AttributeTable
              label={action.address}
              attributes={action.attributes}
            />
          </div>
        </details>
      ))}
    </section>
  );
}
