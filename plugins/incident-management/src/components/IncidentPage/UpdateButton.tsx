import { Button } from '@backstage/ui';
import { useTexts } from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../translation';
import { UpdateDialog } from './dialogs/UpdateDialog';
import { useOpening } from '../../hooks/useOpening';

/** Tells stakeholders how it stands. */
export function UpdateButton(props: { variant: 'secondary' | 'tertiary' }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const opening = useOpening();
  return (
    <>
      <Button size="small" variant={props.variant} onPress={opening.open}>
        {t('verbs.verb.update')}
      </Button>
      <UpdateDialog key={opening.key} {...opening.dialog} />
    </>
  );
}
