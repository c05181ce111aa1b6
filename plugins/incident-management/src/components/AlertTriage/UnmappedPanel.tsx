import { useApi } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Text } from '@backstage/ui';
import {
  ActorLink,
  AsyncData,
  EntityPicker,
  RelativeTime,
  useOpening,
  useTexts,
  VerbDialog,
} from '@countersign/plugin-governance-react';
import {
  AlertGroup,
  AlertGroupPage,
  alertTriagePermission,
} from '@countersign/plugin-incident-management-common';
import { Fragment, useState } from 'react';
import { alertsApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './AlertTriage.module.css';
import { GroupsPanel } from './GroupsPanel';
import { GroupWords } from './GroupWords';
import { SilenceButton } from './SilenceButton';
import { WhoIsToldNote } from './WhoIsToldNote';

/** Alerts that no rule leads to an entity: somebody says what they are about, or silences them. */
export function UnmappedPanel(props: {
  groups: AsyncData<AlertGroupPage>;
  onChanged(): void;
}) {
  const { groups, onChanged } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  return (
    <GroupsPanel
      titleOf={total => t('alerts.unmapped.title', { total })}
      label={t('alerts.unmapped.label')}
      lead={
        <>
          <p className={styles.lead}>{t('alerts.unmapped.lead')}</p>
          <WhoIsToldNote />
        </>
      }
      groups={groups}
      isOne={() => true}
    >
      {group => (
        <>
          <GroupWords group={group}>
            <Told group={group} />
          </GroupWords>
          <div className={styles.buttons}>
            <AssignButton group={group} onDone={onChanged} />
            <SilenceButton group={group} onDone={onChanged} />
          </div>
        </>
      )}
    </GroupsPanel>
  );
}

/** Who was told of it, and when. */
function Told({ group: { told } }: { group: AlertGroup }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  if (!told) return null;
  return (
    <div className={styles.quiet}>
      {t('alerts.unmapped.told')} <RelativeTime instant={told.at} />:{' '}
      {told.recipients.map((recipient, i) => (
        <Fragment key={recipient}>
          {i > 0 && ', '}
          <ActorLink actor={recipient} hideIcon />
        </Fragment>
      ))}
    </div>
  );
}

function AssignButton(props: { group: AlertGroup; onDone(): void }) {
  const { title } = props.group;
  const { t } = useTexts(incidentManagementTranslationRef);
  const opening = useOpening();
  const { allowed } = usePermission({ permission: alertTriagePermission });
  if (!allowed) return null;
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        aria-label={t('alerts.unmapped.assignOf', { title })}
        onPress={opening.open}
      >
        {t('alerts.unmapped.assign')}
      </Button>
      <AssignDialog key={opening.key} {...props} {...opening.dialog} />
    </>
  );
}

function AssignDialog(props: {
  group: AlertGroup;
  onDone(): void;
  isOpen: boolean;
  onClose(): void;
}) {
  const { group, onDone, isOpen, onClose } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(alertsApiRef);
  const [entities, setEntities] = useState<string[]>([]);
  const { run, ...state } = useAction(
    (entityRef: string) => api.assignGroup(group.id, { entityRef }),
    onDone,
  );
  const submit = async () => {
    if (await run(entities[0])) onClose();
  };
  return (
    <VerbDialog
      title={t('alerts.unmapped.assignTitle', { title: group.title })}
      action={t('alerts.unmapped.assign')}
      state={state}
      blocked={!entities.length}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={submit}
    >
      <Text>{t('alerts.unmapped.assignLead')}</Text>
      <EntityPicker
        label={t('alerts.unmapped.entity')}
        kinds={['Component', 'Resource', 'API', 'System']}
        single
        isRequired
        value={entities}
        onChange={setEntities}
      />
    </VerbDialog>
  );
}
