import { Button } from '@backstage/ui';
import {
  useOpening,
  useTexts,
  VerbButton,
} from '@countersign/plugin-governance-react';
import { ProblemVerb } from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import { ProblemDialogOf } from './ProblemDialogOf';
import { useProblemVerb } from './useProblemVerb';

interface ButtonProps<V extends ProblemVerb> {
  verb: V;
  variant: 'primary' | 'secondary';
  size?: 'small' | 'medium';
}

/** The button of an action that is open to the reader, with the dialog it needs. */
export function ProblemActionButton(props: ButtonProps<ProblemVerb>) {
  const { verb, variant, size } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const opening = useOpening();
  if (verb === 'assess' || verb === 'analyze') {
    return <DirectButton {...props} verb={verb} />;
  }
  return (
    <>
      <Button size={size} variant={variant} onPress={opening.open}>
        {t(`problem.verb.${verb}`)}
      </Button>
      <ProblemDialogOf key={opening.key} verb={verb} {...opening.dialog} />
    </>
  );
}

/** Wants nothing but a press; a refusal stands beneath it. */
function DirectButton(props: ButtonProps<'assess' | 'analyze'>) {
  const { verb, variant, size } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  return (
    <VerbButton
      verb={useProblemVerb(verb)}
      body={{}}
      action={t(`problem.verb.${verb}`)}
      variant={variant}
      size={size}
    />
  );
}
