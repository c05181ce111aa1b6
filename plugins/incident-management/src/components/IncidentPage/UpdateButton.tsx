import { Button } from '@backstage/ui';
import { useOpening, useTexts } from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../translation';
import { UpdateDialog } from './dialogs/UpdateDialog';

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
