import { Button } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { useNavigate } from 'react-router-dom';
import { useTexts } from '@countersign/plugin-governance-react';
import { useNewChangeLink } from '../../hooks/useNewChangeLink';
import { changeManagementTranslationRef } from '../../translation';

/** Leads to the form for a new change; absent for somebody who may not open one. */
export function NewChangeButton() {
  const { t } = useTexts(changeManagementTranslationRef);
  const navigate = useNavigate();
  const link = useNewChangeLink()();
  return (
    link && (
      <Button
        variant="primary"
        iconStart={<RiAddLine />}
        onPress={() => navigate(link)}
        aria-keyshortcuts="c"
      >
        {t('list.newChange')}
      </Button>
    )
  );
}
