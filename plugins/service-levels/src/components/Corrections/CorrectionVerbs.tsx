import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import {
  changedFields,
  useTexts,
  useVerb,
  VerbTextDialog,
} from '@countersign/plugin-governance-react';
import {
  CorrectionVerb,
  CorrectionView,
} from '@countersign/plugin-service-levels-common';
import { useState } from 'react';
import { serviceLevelsApiRef } from '../../api';
import { serviceLevelsTranslationRef } from '../../translation';

/** What a reader may have relied on. */
const watched = {
  state: ({ state }: CorrectionView) => state,
  confirmed: ({ confirmed }: CorrectionView) => confirmed?.by ?? '',
};

/** What the reader can do with a correction, each with its dialog. */
export function CorrectionVerbs(props: {
  correction: CorrectionView;
  /** Whatever shows the correction fetches it again. */
  onDone(): void;
}) {
  const { correction, onDone } = props;
  return (
    <>
      {correction.actions
        .filter(({ allowed }) => allowed)
        .map(({ verb }) => (
          <CorrectionVerbButton
            key={verb}
            verb={verb}
            correction={correction}
            onDone={onDone}
          />
        ))}
    </>
  );
}

function CorrectionVerbButton(props: {
  verb: CorrectionVerb;
  correction: CorrectionView;
  onDone(): void;
}) {
  const { verb, correction, onDone } = props;
  const { number } = correction;
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const isConfirming = verb === 'confirm';
  const act = useVerb<CorrectionView, { text: string }>(
    {
      detail: correction,
      update: onDone,
      // Whatever shows the correction is told once the dialog is closed: until then it stays where it is.
      refresh: () => api.getCorrection(number),
      generation: 0,
    },
    {
      act: ({ text }, options) =>
        isConfirming
          ? api.confirmCorrection(
              number,
              text ? { comment: text } : {},
              options,
            )
          : api.withdrawCorrection(number, { reason: text }, options),
      differences: (before, after) => changedFields(watched, before, after),
      isStale: ({ name }) => name === 'ConflictError',
    },
  );
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    if (act.refusal) onDone();
  };
  return (
    <>
      <Button size="small" variant="secondary" onPress={() => setOpen(true)}>
        {t(`corrections.${verb}.verb`)}
      </Button>
      <VerbTextDialog
        title={t(`corrections.${verb}.title`, { number })}
        action={t(`corrections.${verb}.verb`)}
        textLabel={t(
          isConfirming
            ? 'corrections.confirm.comment'
            : 'corrections.withdraw.reason',
        )}
        draftKey={`${number}/${verb}`}
        verb={act}
        bodyOf={text => ({ text })}
        required={!isConfirming}
        isOpen={isOpen}
        onClose={close}
      >
        <Text>{t(`corrections.${verb}.lead`)}</Text>
      </VerbTextDialog>
    </>
  );
}
