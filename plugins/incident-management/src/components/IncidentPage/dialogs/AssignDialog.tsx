import {
  EntityPicker,
  useTexts,
  VerbDialog,
} from '@countersign/plugin-governance-react';
import { IncidentRole } from '@countersign/plugin-incident-management-common';
import { useState } from 'react';
import { incidentManagementTranslationRef } from '../../../translation';
import { useIncidentPage } from '../IncidentContext';
import { useVerb } from '../useVerb';

/** Asks who has a role; nobody where the field is empty. */
export function AssignDialog(props: {
  role: IncidentRole;
  isOpen: boolean;
  onClose(): void;
}) {
  const { role, isOpen, onClose } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const { roles } = useIncidentPage().detail.incident;
  const before = roles[role];
  const [[person], setPeople] = useState<string[]>(before ? [before] : []);
  const { run, ...state } = useVerb('assign');
  return (
    <VerbDialog
      title={t('incident.role.assignIt', { role: t(`shared.role.${role}`) })}
      action={t('verbs.verb.assign')}
      state={state}
      blocked={person === before}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={async () => {
        if (await run({ role, person })) onClose();
      }}
    >
      <EntityPicker
        label={t('incident.role.person')}
        description={t('incident.role.empty')}
        kinds={['User']}
        single
        value={person ? [person] : []}
        onChange={setPeople}
      />
    </VerbDialog>
  );
}
