import { Text } from '@backstage/ui';
import {
  EntityPicker,
  useTexts,
  VerbTextDialog,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { incidentManagementTranslationRef } from '../../../translation';
import { useIncidentPage } from '../IncidentContext';
import { useVerb } from '../useVerb';

/** Asks for the group that alone sees it from now on. */
export function RestrictDialog(props: { isOpen: boolean; onClose(): void }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number } = useIncidentPage().detail.incident;
  const [[to], setGroups] = useState<string[]>([]);
  return (
    <VerbTextDialog
      title={t('verbs.title.restrict', { number })}
      action={t('verbs.verb.restrict')}
      textLabel={t('verbs.text.reason')}
      draftKey={`${number}/restrict`}
      verb={useVerb('restrict')}
      bodyOf={reason => (to ? { to, reason } : undefined)}
      required
      blocked={!to}
      {...props}
    >
      <Text>{t('verbs.lead.restrict')}</Text>
      <EntityPicker
        label={t('verbs.field.group')}
        kinds={['Group']}
        single
        isRequired
        value={to ? [to] : []}
        onChange={setGroups}
      />
    </VerbTextDialog>
  );
}
