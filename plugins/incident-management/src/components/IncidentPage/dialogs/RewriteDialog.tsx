import { Text } from '@backstage/ui';
import { useTexts, VerbDialog } from '@countersign/plugin-governance-react';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { useState } from 'react';
import { incidentManagementTranslationRef } from '../../../translation';
import { rewritingOf } from '../incidentEvent';
import { useIncidentPage } from '../IncidentContext';
import { useVerb } from '../useVerb';

/** Asks what a note or an update should have said. The entry itself stays as it is. */
export function RewriteDialog(props: {
  event: TimelineEvent;
  isOpen: boolean;
  onClose(): void;
}) {
  const { event, isOpen, onClose } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number } = useIncidentPage().detail.incident;
  const { run, ...state } = useVerb('rewrite');
  const before = rewritingOf(event)?.text ?? String(event.data.text ?? '');
  const [text, setText] = useState(before);
  return (
    <VerbDialog
      title={t('verbs.title.rewrite', { number })}
      action={t('verbs.verb.rewrite')}
      textLabel={t('verbs.text.rewrite')}
      text={text}
      onText={setText}
      required
      blocked={text.trim() === before}
      state={state}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={async () => {
        if (await run({ entry: event.id, text: text.trim() })) onClose();
      }}
    >
      <Text>{t('verbs.lead.rewrite')}</Text>
    </VerbDialog>
  );
}
