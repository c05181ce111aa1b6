import {
  AsyncData,
  ShortTime,
  useTexts,
} from '@countersign/plugin-governance-react';
import { AlertGroupPage } from '@countersign/plugin-incident-management-common';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './AlertTriage.module.css';
import { EndSilenceButton } from './EndSilenceButton';
import { GroupsPanel } from './GroupsPanel';
import { GroupWords } from './GroupWords';

/** What fires and opens nothing, with the silence or the maintenance window that keeps it quiet. */
export function QuietPanel(props: {
  groups: AsyncData<AlertGroupPage>;
  onChanged(): void;
}) {
  const { groups, onChanged } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
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
                  silence={{ id: silence.id, reason: silence.title }}
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
