import { useApi } from '@backstage/frontend-plugin-api';
import { Container, Text } from '@backstage/ui';
import {
  deniedPage,
  ErrorPanel,
  NotForYou,
  PageTitle,
  SkeletonRows,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../../api';
import { changeManagementTranslationRef } from '../../translation';
import { CurrentPolicies } from './CurrentPolicies';
import { DraftReplay } from './DraftReplay';
import styles from './PoliciesPage.module.css';

/** Who approves what, and what another answer to that would have meant. */
export function PoliciesPage() {
  const { t } = useTexts(changeManagementTranslationRef);
  const api = useApi(changeManagementApiRef);
  const policies = useAsyncData('policies', signal =>
    api.getPolicies({ signal }),
  );
  const { data, error, isPending, refetch } = policies;
  const denied = deniedPage(policies);
  if (denied !== undefined) {
    return <NotForYou page={t('policies.pageTitle')} title={denied} />;
  }
  return (
    <Container>
      <PageTitle title={t('policies.pageTitle')} />
      <div className={styles.page}>
        <Text as="h2" variant="title-small" weight="bold">
          {t('policies.title')}
        </Text>
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
  );
}
