import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import {
  changedFields,
  useTexts,
  useVerb,
  VerbTextDialog,
} from '@countersign/plugin-governance-react';
import {
  AcknowledgeRequest,
  AlertView,
} from '@countersign/plugin-service-levels-common';
import { useState } from 'react';
import { serviceLevelsApiRef } from '../../api';
import { serviceLevelsTranslationRef } from '../../translation';

/** What a reader may have relied on. */
const watched = {
  state: ({ state }: AlertView) => state,
  acknowledged: ({ acknowledged }: AlertView) => acknowledged?.by ?? '',
};

/** Says that the reader takes care of an alert, with a few words where they have some. */
export function AcknowledgeButton(props: {
  alert: AlertView;
  variant?: 'primary' | 'secondary';
  /** Whatever shows the alert fetches it again. */
  onDone(): void;
}) {
  const { alert, variant = 'primary', onDone } = props;
  const { number } = alert;
  const { t } = useTexts(serviceLevelsTranslationRef);
  const api = useApi(serviceLevelsApiRef);
  const verb = useVerb<AlertView, AcknowledgeRequest>(
    {
      detail: alert,
      update: onDone,
      // Whatever shows the alert is told once the dialog is closed: until then it stays where it is.
      refresh: async () => (await api.getAlert(number)).alert,
      generation: 0,
    },
    {
      act: (body, options) => api.acknowledgeAlert(number, body, options),
      differences: (before, after) => changedFields(watched, before, after),
      // Somebody was faster, or it is over: the page shows which.
      isStale: ({ name }) => name === 'ConflictError',
    },
  );
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    if (verb.refusal) onDone();
  };
  return (
    <>
      <Button
        variant={variant}
        size={variant === 'secondary' ? 'small' : 'medium'}
        onPress={() => setOpen(true)}
      >
        {t('alerts.acknowledge.verb')}
      </Button>
      <VerbTextDialog
        title={t('alerts.acknowledge.title', { number })}
        action={t('alerts.acknowledge.verb')}
        textLabel={t('alerts.acknowledge.comment')}
        draftKey={`${number}/acknowledge`}
        verb={verb}
        bodyOf={comment => (comment ? { comment } : {})}
        isOpen={isOpen}
        onClose={close}
      >
        <Text>{t('alerts.acknowledge.lead')}</Text>
      </VerbTextDialog>
    </>
  );
}
