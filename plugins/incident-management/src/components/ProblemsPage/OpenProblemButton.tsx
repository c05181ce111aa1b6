import { usePermission } from '@backstage/plugin-permission-react';
import { Button } from '@backstage/ui';
import { problemOpenPermission } from '@countersign/plugin-incident-management-common';
import { useOpening, useTexts } from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../translation';
import { OpenProblemDialog, ProblemDraft } from './OpenProblemDialog';

/** Opens a problem; absent for somebody who may not. */
export function OpenProblemButton(props: {
  variant: 'primary' | 'secondary';
  size?: 'small' | 'medium';
  /** What a screen reader says, where several stand on a page. */
  name?: string;
  /** What stands in the form. */
  initial?: ProblemDraft;
}) {
  const { variant, size, name, initial } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const { allowed } = usePermission({ permission: problemOpenPermission });
  const opening = useOpening();
  if (!allowed) return null;
  return (
    <>
      <Button
        variant={variant}
        size={size}
        aria-label={name}
        onPress={opening.open}
      >
        {t('problems.open.button')}
      </Button>
      <OpenProblemDialog
        key={opening.key}
        initial={initial}
        {...opening.dialog}
      />
    </>
  );
}
