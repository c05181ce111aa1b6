import { useTexts, VerbButton } from '@countersign/plugin-governance-react';
import { AskedVerb } from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import { useVerb } from './useVerb';

const directVerbs = ['accept', 'acknowledge', 'resume'] as const;

/** Verbs that want nothing but a press. */
export type DirectVerb = (typeof directVerbs)[number];

/** Whether a verb wants nothing but a press. */
export function isDirect(verb: AskedVerb): verb is DirectVerb {
  return directVerbs.some(each => each === verb);
}

/** Does it at once; a refusal stands beneath the button. */
export function DirectVerbButton(props: {
  verb: DirectVerb;
  variant: 'primary' | 'secondary';
  size?: 'small' | 'medium';
}) {
  const { verb, variant, size } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  return (
    <VerbButton
      verb={useVerb(verb)}
      body={{}}
      action={t(`verbs.verb.${verb}`)}
      variant={variant}
      size={size}
    />
  );
}
