import { useApi } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Text } from '@backstage/ui';
import {
  toInstant,
  toWallClock,
  useNow,
  useOpening,
  useTexts,
  VerbTextDialog,
  WallClockField,
  zoneText,
} from '@countersign/plugin-governance-react';
import {
  AlertGroup,
  alertSilencePermission,
  OpenSilence,
} from '@countersign/plugin-incident-management-common';
import { useState } from 'react';
import { alertsApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { incidentManagementTranslationRef } from '../../translation';

/** As long as somebody usually needs to mend what should not alert. */
const USUAL = 4 * 3_600_000;

/** Silences the alerts of a group until an end, for a reason. */
export function SilenceButton(props: { group: AlertGroup; onDone(): void }) {
  const { title } = props.group;
  const { t } = useTexts(incidentManagementTranslationRef);
  const opening = useOpening();
  const { allowed } = usePermission({ permission: alertSilencePermission });
  if (!allowed) return null;
  return (
    <>
      <Button
        size="small"
        variant="tertiary"
        aria-label={t('alerts.silence.openOf', { title })}
        onPress={opening.open}
      >
        {t('alerts.silence.open')}
      </Button>
      <SilenceDialog key={opening.key} {...props} {...opening.dialog} />
    </>
  );
}

function SilenceDialog(props: {
  group: AlertGroup;
  onDone(): void;
  isOpen: boolean;
  onClose(): void;
}) {
  const { group, onDone, ...dialog } = props;
  const { id, title, condition, integration, entityRef } = group;
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(alertsApiRef);
  const now = useNow();
  const [clock, setClock] = useState(() =>
    toWallClock(new Date(Date.now() + USUAL).toISOString()),
  );
  const verb = useAction((body: OpenSilence) => api.openSilence(body), onDone);
  const endsAt = toInstant(clock);
  const isPast = Boolean(endsAt) && Date.parse(endsAt!) <= now;
  return (
    <VerbTextDialog
      title={t('alerts.silence.title', { title })}
      action={t('alerts.silence.open')}
      textLabel={t('alerts.silence.reason')}
      draftKey={`alerts/${id}/silence`}
      verb={verb}
      bodyOf={reason =>
        endsAt
          ? {
              match: {
                integration,
                condition,
                ...(entityRef && { entityRef }),
              },
              reason,
              endsAt,
            }
          : undefined
      }
      required
      blocked={!endsAt || isPast}
      {...dialog}
    >
      <Text>{t('alerts.silence.lead', { condition, integration })}</Text>
      <WallClockField
        label={t('alerts.silence.end', { zone: zoneText() })}
        value={clock}
        onChange={setClock}
        error={isPast ? t('alerts.silence.past') : undefined}
      />
    </VerbTextDialog>
  );
}
