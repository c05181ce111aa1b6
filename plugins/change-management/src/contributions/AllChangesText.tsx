import { useTexts } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../translation';

/** Text of the link from an entity's time line to all its changes. */
export function AllChangesText() {
  const { t } = useTexts(changeManagementTranslationRef);
  return <>{t('cards.recent.all')}</>;
}
