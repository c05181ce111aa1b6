import {
  EmptyState,
  Panel,
  PolicyList,
  RelativeTime,
  ToneBadge,
  useTexts,
} from '@countersign/plugin-governance-react';
import { ErrorBudgetPolicySet } from '@countersign/plugin-service-levels-common';
import { RiLockLine, RiLockUnlockLine } from '@remixicon/react';
import { serviceLevelsTranslationRef } from '../../translation';
import styles from './PoliciesPage.module.css';
import { Demands, PolicyWhen } from './PolicyWords';

/** The policies in force, in order, and what holds while nobody can say how budgets stand. */
export function CurrentPolicies({ set }: { set: ErrorBudgetPolicySet }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { policies, digest, activatedAt, whenUnavailable } = set;
  if (policies.length === 0) {
    return (
      <Panel title={t('policies.current')}>
        <EmptyState
          title={t('policies.none.title')}
          description={t('policies.none.description')}
        />
      </Panel>
    );
  }
  const isClosed =
    whenUnavailable.allow === 'reliability' ||
    whenUnavailable.require.length > 0;
  return (
    <PolicyList
      title={t('policies.current')}
      label={t('policies.title')}
      lead={t('policies.lead')}
      digest={{
        label: t('policies.digest'),
        value: digest,
        since: activatedAt && (
          <>
            {t('policies.since')} <RelativeTime instant={activatedAt} />
          </>
        ),
      }}
      policies={policies.map(policy => ({
        name: policy.name,
        description: policy.description,
        facts: [
          { term: t('policies.when'), value: <PolicyWhen policy={policy} /> },
          { term: t('policies.demands'), value: <Demands {...policy} /> },
        ],
      }))}
    >
      <div className={styles.unavailable}>
        <strong>{t('policies.unavailable.title')}</strong>
        <ToneBadge
          tone={isClosed ? 'neutral' : 'warning'}
          icon={isClosed ? RiLockLine : RiLockUnlockLine}
        >
          {t(
            isClosed
              ? 'policies.unavailable.closed'
              : 'policies.unavailable.open',
          )}
        </ToneBadge>
        <Demands {...whenUnavailable} />
      </div>
    </PolicyList>
  );
}
