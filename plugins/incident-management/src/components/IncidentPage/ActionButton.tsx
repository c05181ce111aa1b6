import { Button } from '@backstage/ui';
import { AskedVerb } from '@countersign/plugin-incident-management-common';
import { useOpening, useTexts } from '@countersign/plugin-governance-react';
import { incidentManagementTranslationRef } from '../../translation';
import { DirectVerbButton, isDirect } from './DirectVerbButton';
import { VerbDialogOf } from './VerbDialogOf';

/** The button of an action that is open to the reader, with the dialog it needs. */
export function ActionButton(props: {
  verb: AskedVerb;
  variant: 'primary' | 'secondary';
  size?: 'small' | 'medium';
}) {
  const { verb, variant, size } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const opening = useOpening();
  if (isDirect(verb)) return <DirectVerbButton {...props} verb={verb} />;
  return (
    <>
      <Button
        size={size}
        variant={variant}
        destructive={verb === 'cancel'}
        onPress={opening.open}
      >
        {t(`verbs.verb.${verb}`)}
      </Button>
      <VerbDialogOf key={opening.key} verb={verb} {...opening.dialog} />
    </>
  );
}
