import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Header } from '@backstage/ui';
import {
  useAsyncData,
  ErrorPanel,
  SkeletonRows,
} from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { changeManagementTranslationRef } from '../../translation';
import { CurrentPolicies } from './CurrentPolicies';
import { DraftReplay } from './DraftReplay';
import styles from './PoliciesPage.module.css';

/** Who approves what, and what another answer to that would have meant. */
export function PoliciesPage() {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const api = useApi(changeManagementApiRef);
  const { data, error, isPending, refetch } = useAsyncData('policies', signal =>
    api.getPolicies({ signal }),
  );
  return (
    <>
      <Header title={t('policies.title')} />
      <Container>
        <div className={styles.page}>
          {error && (
            <ErrorPanel
              what={t('policies.what')}
              error={error}
              onRetry={refetch}
            />
          )}
          {isPending && (
            <SkeletonRows rows={5} height={64} what={t('policies.what')} />
          )}
          {data && <CurrentPolicies set={data} />}
          <DraftReplay current={data} />
        </div>
      </Container>
    </>
  );
}
