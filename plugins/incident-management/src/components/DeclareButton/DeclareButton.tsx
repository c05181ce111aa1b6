import { Button } from '@backstage/ui';
import { RiAlarmWarningLine } from '@remixicon/react';
import { useNavigate } from 'react-router-dom';
import { useTexts } from '@countersign/plugin-governance-react';
import { useDeclareLink } from '../../hooks/useDeclareLink';
import { incidentManagementTranslationRef } from '../../translation';

/** Leads to the form that declares an incident; absent for somebody who may not. */
export function DeclareButton(props: {
  /** What is hit, where that is known. */
  entity?: string;
  variant?: 'primary' | 'secondary';
}) {
  const { entity, variant = 'primary' } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const navigate = useNavigate();
  const link = useDeclareLink()(entity === undefined ? undefined : { entity });
  return link ? (
    <Button
      variant={variant}
      iconStart={<RiAlarmWarningLine />}
      onPress={() => navigate(link)}
      aria-keyshortcuts="c"
    >
      {t('declare.button')}
    </Button>
  ) : null;
}
