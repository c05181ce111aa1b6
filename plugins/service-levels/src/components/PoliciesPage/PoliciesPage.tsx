import { useApi } from '@backstage/frontend-plugin-api';
import { Container, Text } from '@backstage/ui';
import {
  AsyncContent,
  deniedPage,
  NotForYou,
  PageTitle,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { serviceLevelsApiRef } from '../../api';
import { serviceLevelsTranslationRef } from '../../translation';
import { CurrentPolicies } from './CurrentPolicies';
import { DraftReplay } from './DraftReplay';
import styles from './PoliciesPage.module.css';

/** What error budgets demand of changes, and what another answer to that would have meant. */
export function PoliciesPage() {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const policies = useAsyncData('policies', signal =>
    api.getErrorBudgetPolicies({ signal }),
  );
  const denied = deniedPage(policies);
  if (denied !== undefined) {
    return <NotForYou page={t('policies.pageTitle')} title={denied} />;
  }
  return (
    <Container className={styles.page}>
      <PageTitle title={t('policies.pageTitle')} />
      <Text as="h2" variant="title-small" weight="bold">
        {t('policies.title')}
      </Text>
      <AsyncContent what={t('policies.what')} rows={8} result={policies}>
        {set => (
          <>
            <CurrentPolicies set={set} />
            <DraftReplay current={set} />
          </>
        )}
      </AsyncContent>
    </Container>
  );
}
