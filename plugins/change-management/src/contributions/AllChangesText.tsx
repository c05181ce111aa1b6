import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { changeManagementTranslationRef } from '../translation';

/** Text of the link from an entity's time line to all its changes. */
export function AllChangesText() {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  return <>{t('cards.recent.all')}</>;
}
