import { Select, Text } from '@backstage/ui';
import {
  toInstant,
  toWallClock,
  useTexts,
  VerbTextDialog,
  WallClockField,
  zoneText,
} from '@countersign/plugin-governance-react';
import {
  IncidentTime,
  incidentTimes,
} from '@countersign/plugin-incident-management-common';
import { useState } from 'react';
import { incidentManagementTranslationRef } from '../../../translation';
import { useIncidentPage } from '../IncidentContext';
import { useVerb } from '../useVerb';

/** Asks which time was another, when it was, and how somebody knows. */
export function TimeDialog(props: { isOpen: boolean; onClose(): void }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { number, times } = useIncidentPage().detail.incident;
  const clockOf = (name: IncidentTime) => toWallClock(times[name]);
  const [name, setName] = useState<IncidentTime>('started');
  const [clock, setClock] = useState(() => clockOf('started'));
  const to = toInstant(clock);
  return (
    <VerbTextDialog
      title={t('verbs.title.set-time', { number })}
      action={t('verbs.verb.set-time')}
      textLabel={t('verbs.text.reason')}
      draftKey={`${number}/set-time`}
      verb={useVerb('set-time')}
      bodyOf={reason => (to ? { time: name, to, reason } : undefined)}
      required
      blocked={!to || clock === clockOf(name)}
      {...props}
    >
      <Text>{t('verbs.lead.setTime')}</Text>
      <Select
        label={t('verbs.field.time')}
        options={incidentTimes.map(id => ({
          id,
          label: t(`shared.time.${id}`),
        }))}
        value={name}
        onChange={key => {
          const chosen = incidentTimes.find(id => id === key);
          if (!chosen) return;
          setName(chosen);
          setClock(clockOf(chosen));
        }}
      />
      <WallClockField
        label={t('verbs.field.at', { zone: zoneText() })}
        value={clock}
        onChange={setClock}
      />
    </VerbTextDialog>
  );
}
