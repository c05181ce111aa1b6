import { useTexts, VerbButton } from '@countersign/plugin-governance-react';
import { changeManagementTranslationRef } from '../../translation';
import { useChangePage } from './ChangeContext';
import { useVerb } from './useVerb';

/** Verbs that want nothing but a press. */
export type DirectVerb = 'submit' | 'authorize' | 'start' | 'resume';

/** Does it at once; a refusal stands beneath the button. */
export function DirectVerbButton(props: {
  verb: DirectVerb;
  variant: 'primary' | 'secondary';
  size?: 'small' | 'medium';
}) {
  const { verb, variant, size } = props;
  const { t } = useTexts(changeManagementTranslationRef);
  const { version } = useChangePage().detail.change;
  return (
    <VerbButton
      verb={useVerb(verb)}
      body={{ version }}
      action={t(`change.verb.${verb}`)}
      variant={variant}
      size={size}
    />
  );
}
