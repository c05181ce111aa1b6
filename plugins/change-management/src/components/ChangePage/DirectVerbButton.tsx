import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RefusalNotice } from '@countersign/plugin-governance-react';
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
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const { version } = useChangePage().detail.change;
  const { run, isPending, refusal, moved } = useVerb(verb);
  return (
    <>
      <Button
        size={size}
        variant={variant}
        isPending={isPending}
        onPress={() => run({ version })}
      >
        {t(`change.verb.${verb}`)}
      </Button>
      {refusal && <RefusalNotice refusal={refusal} moved={moved} />}
    </>
  );
}
