import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ApprovalPolicy,
  PolicySet,
} from '@countersign/plugin-change-management-common';
import {
  Digest,
  EntityLink,
  Panel,
  Predicate,
} from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import styles from './PoliciesPage.module.css';

/** The policies in force, in order. */
export function CurrentPolicies(props: { set: PolicySet }) {
  const { set } = props;
  const { t } = useTranslationRef(changeManagementTranslationRef);
  return (
    <Panel
      title={t('policies.current')}
      aside={
        <span className={styles.quiet}>
          {t('policies.digest')} <Digest value={set.digest} />
        </span>
      }
    >
      <p className={styles.quiet}>{t('policies.lead')}</p>
      <ol className={styles.policies}>
        {set.policies.map(policy => (
          <li key={policy.name}>
            <strong>{policy.name}</strong>
            {policy.description && <p>{policy.description}</p>}
            <dl className={styles.facts}>
              <dt>{t('policies.when')}</dt>
              <dd>
                <Predicate predicate={policy.match} />
              </dd>
              <dt>{t('policies.asks')}</dt>
              <dd>
                {policy.require.map(requirement => (
                  <Requirement
                    key={JSON.stringify(requirement)}
                    requirement={requirement}
                  />
                ))}
              </dd>
            </dl>
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Requirement(props: {
  requirement: ApprovalPolicy['require'][number];
}) {
  const { requirement } = props;
  const { t } = useTranslationRef(changeManagementTranslationRef);
  return (
    <div>
      {requirement.count} {t('policies.from')}{' '}
      {'group' in requirement ? (
        <EntityLink entityRef={requirement.group} />
      ) : (
        t('policies.owners')
      )}
    </div>
  );
}
