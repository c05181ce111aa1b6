import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Digest,
  EmptyState,
  Panel,
  RelativeTime,
  ToneBadge,
} from '@countersign/plugin-governance-react';
import { ErrorBudgetPolicySet } from '@countersign/plugin-service-levels-common';
import { RiLockLine, RiLockUnlockLine } from '@remixicon/react';
import { serviceLevelsTranslationRef } from '../../translation';
import styles from './PoliciesPage.module.css';
import { Demands, PolicyWhen } from './PolicyWords';

/** The policies in force, in order, and what holds while nobody can say how budgets stand. */
export function CurrentPolicies({ set }: { set: ErrorBudgetPolicySet }) {
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
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
    <Panel
      title={t('policies.current')}
      aside={
        <span className={styles.quiet}>
          {t('policies.digest')} <Digest value={digest} />
          {activatedAt && (
            <>
              {' '}
              {t('policies.since')} <RelativeTime instant={activatedAt} />
            </>
          )}
        </span>
      }
    >
      <p className={styles.quiet}>{t('policies.lead')}</p>
      <ol className={styles.policies} aria-label={t('policies.title')}>
        {policies.map(policy => (
          <li key={policy.name}>
            <strong>{policy.name}</strong>
            {policy.description && <p>{policy.description}</p>}
            <dl className={styles.facts}>
              <dt>{t('policies.when')}</dt>
              <dd>
                <PolicyWhen policy={policy} />
              </dd>
              <dt>{t('policies.demands')}</dt>
              <dd>
                <Demands {...policy} />
              </dd>
            </dl>
          </li>
        ))}
      </ol>
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
    </Panel>
  );
}
