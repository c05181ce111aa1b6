import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiAddLine } from '@remixicon/react';
import { useNavigate } from 'react-router-dom';
import { useNewChangeLink } from '../../hooks/useNewChangeLink';
import { changeManagementTranslationRef } from '../../translation';

/** Leads to the form for a new change; absent for somebody who may not open one. */
export function NewChangeButton() {
  const { t } = useTranslationRef(changeManagementTranslationRef);
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
