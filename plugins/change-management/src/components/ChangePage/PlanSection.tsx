import { useApi } from '@backstage/frontend-plugin-api';
import { Stack } from '@countersign/plugin-change-management-common';
import {
  Digest,
  ErrorPanel,
  Panel,
  SkeletonRows,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { changeManagementTranslationRef } from '../../translation';
import { PlanCounts, PlanView } from '../Plan';
import { AttachPlan } from './AttachPlan';
import { useChangePage } from './ChangeContext';
import styles from './ChangePage.module.css';

/** The plan the change carries: what is created, changed, replaced and destroyed. */
export function PlanSection() {
  const { t } = useTexts(changeManagementTranslationRef);
  const api = useApi(changeManagementApiRef);
  const { change, actions } = useChangePage().detail;
  const digest = change.plan?.digest;
  const plan = useAsyncData(digest && `${change.number}/${digest}`, signal =>
    api.getPlan(change.number, { signal }),
  );
  const mayAttach = actions.some(a => a.verb === 'plan' && a.allowed);
  return (
    <Panel
      title={t('change.section.plan')}
      aside={
        <>
          {change.plan && <PlanCounts counts={change.plan.counts} />}
          {mayAttach && <AttachPlan />}
        </>
      }
    >
      {!change.plan && <p className={styles.quiet}>{t('change.plan.none')}</p>}
      {change.plan && (
        <div className={styles.inline}>
          <span className={styles.quiet}>{t('change.plan.digest')}</span>
          <Digest value={change.plan.digest} />
          {plan.data && (
            <span className={styles.quiet}>
              {t('change.plan.summary', {
                version: plan.data.terraformVersion,
                count: plan.data.resources.length,
              })}
              {plan.data.redactions > 0 &&
                ` · ${t('change.plan.redactions', {
                  count: plan.data.redactions,
                })}`}
            </span>
          )}
        </div>
      )}
      <StackLine stack={change.source} />
      {plan.error && (
        <ErrorPanel
          what={t('change.plan.what')}
          error={plan.error}
          onRetry={plan.refetch}
        />
      )}
      {change.plan && plan.isPending && (
        <SkeletonRows rows={4} height={40} what={t('change.plan.what')} />
      )}
      {plan.data && <PlanView key={digest} plan={plan.data} />}
    </Panel>
  );
}

/** Where the plan is applied: the gate lets it through there, and nowhere else. */
function StackLine(props: { stack: Stack }) {
  const { t } = useTexts(changeManagementTranslationRef);
  const said = (['workspace', 'directory', 'backend'] as const).flatMap(
    part => {
      const name = props.stack[part];
      return name ? [t(`change.plan.${part}`, { name })] : [];
    },
  );
  if (said.length === 0) return null;
  return (
    <div className={styles.inline}>
      <span className={styles.quiet}>{t('change.plan.stack')}</span>
      <span>{said.join(' · ')}</span>
    </div>
  );
}
