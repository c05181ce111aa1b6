import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  RecordState,
  useVerb,
  VerbTextDialog,
} from '@countersign/plugin-governance-react';
import {
  AcknowledgeRequest,
  ObjectiveDetail,
} from '@countersign/plugin-service-levels-common';
import { useState } from 'react';
import { serviceLevelsApiRef } from '../../api';
import { serviceLevelsTranslationRef } from '../../translation';

/** Says that the reader takes care of an alert, with a word about it or without. */
export function AcknowledgeButton(props: {
  state: RecordState<ObjectiveDetail>;
  number: string;
  isPrimary: boolean;
}) {
  const { state, number, isPrimary } = props;
  const { t } = useTranslationRef(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const verb = useVerb<ObjectiveDetail, AcknowledgeRequest>(state, {
    act: async (body, options) => {
      await api.acknowledgeAlert(number, body, options);
      return api.getObjective(state.detail.id);
    },
    differences: () => [],
  });
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        size="small"
        variant={isPrimary ? 'primary' : 'secondary'}
        onPress={() => setOpen(true)}
      >
        {t('objective.acknowledge.verb')}
      </Button>
      <VerbTextDialog
        title={t('objective.acknowledge.title', { number })}
        action={t('objective.acknowledge.verb')}
        textLabel={t('objective.acknowledge.comment')}
        draftKey={`${number}/acknowledge`}
        verb={verb}
        bodyOf={comment => ({ comment: comment || undefined })}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      >
        {t('objective.acknowledge.lead')}
      </VerbTextDialog>
    </>
  );
}
