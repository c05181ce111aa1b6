import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Text } from '@backstage/ui';
import {
  AsyncData,
  ShortTime,
  VerbConfirmDialog,
} from '@countersign/plugin-governance-react';
import {
  AlertGroup,
  AlertGroupPage,
  alertSilencePermission,
} from '@countersign/plugin-incident-management-common';
import { alertsApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { incidentManagementTranslationRef } from '../../translation';
import { useOpening } from '../IncidentPage/useOpening';
import styles from './AlertTriage.module.css';
import { GroupsPanel } from './GroupsPanel';
import { GroupWords } from './GroupWords';

type Suppression = AlertGroup['suppressions'][number];

/** What fires and opens nothing, with the silence or the maintenance window that keeps it quiet. */
export function QuietPanel(props: {
  groups: AsyncData<AlertGroupPage>;
  onChanged(): void;
}) {
  const { groups, onChanged } = props;
  const { t } = useTranslationRef(incidentManagementTranslationRef);
  return (
    <GroupsPanel
      titleOf={total => t('alerts.quiet.title', { total })}
      label={t('alerts.quiet.label')}
      groups={groups}
      isOne={({ suppressions }) => suppressions.length > 0}
    >
      {group => (
        <>
          <GroupWords group={group}>
            {group.suppressions.map(({ by, id, title, until }) => (
              <div key={id}>
                {t(`alerts.quiet.${by}`)} {title} {t('alerts.quiet.until')}{' '}
                <ShortTime instant={until} />
              </div>
            ))}
          </GroupWords>
          <div className={styles.buttons}>
            {group.suppressions
              .filter(({ by }) => by === 'silence')
              .map(silence => (
                <EndSilenceButton
                  key={silence.id}
                  silence={silence}
                  title={group.title}
                  onDone={onChanged}
                />
              ))}
          </div>
        </>
      )}
    </GroupsPanel>
  );
}

function EndSilenceButton(props: {
  silence: Suppression;
  /** Of the group. */
  title: string;
  onDone(): void;
}) {
  const { silence, title, onDone } = props;
  const { t } = useTranslationRef(incidentManagementTranslationRef);
  const api = useApi(alertsApiRef);
  const opening = useOpening();
  const { allowed } = usePermission({ permission: alertSilencePermission });
  const verb = useAction((id: string) => api.endSilence(id), onDone);
  if (!allowed) return null;
  return (
    <>
      <Button
        size="small"
        variant="tertiary"
        aria-label={t('alerts.silence.liftOf', { title })}
        onPress={opening.open}
      >
        {t('alerts.silence.lift')}
      </Button>
      <VerbConfirmDialog
        key={opening.key}
        title={t('alerts.silence.liftTitle', { reason: silence.title })}
        action={t('alerts.silence.lift')}
        verb={verb}
        body={silence.id}
        {...opening.dialog}
      >
        <Text>{t('alerts.silence.liftLead')}</Text>
      </VerbConfirmDialog>
    </>
  );
}
