import { Button } from '@backstage/ui';
import {
  ActorLink,
  Panel,
  RefusalNotice,
  RelativeTime,
  useOpening,
  useTexts,
} from '@countersign/plugin-governance-react';
import { Task } from '@countersign/plugin-incident-management-common';
import { RiCheckboxBlankCircleLine, RiCheckLine } from '@remixicon/react';
import { incidentManagementTranslationRef } from '../../translation';
import { TaskDialog } from './dialogs/TaskDialog';
import { useIncidentPage } from './IncidentContext';
import styles from './IncidentPage.module.css';
import { useAllowed } from './useAllowed';
import { useVerb } from './useVerb';

/** What is to be done while it lasts; what is done stands last. */
export function TasksPanel() {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { tasks } = useIncidentPage().detail.incident;
  const may = useAllowed();
  const opening = useOpening();
  const { run, isPending, refusal, moved } = useVerb('finish-task');
  const mayAdd = may('add-task');
  if (!tasks.length && !mayAdd) return null;
  const open = tasks.filter(({ done }) => !done);
  return (
    <Panel
      title={t('incident.section.tasks')}
      aside={
        mayAdd && (
          <Button size="small" variant="tertiary" onPress={opening.open}>
            {t('verbs.verb.add-task')}
          </Button>
        )
      }
    >
      {tasks.length === 0 && (
        <p className={styles.quiet}>{t('incident.task.none')}</p>
      )}
      {tasks.length > 0 && (
        <ul className={styles.tasks}>
          {[...open, ...tasks.filter(({ done }) => done)].map(task => (
            <li key={task.id} data-done={Boolean(task.done)}>
              <TaskLine task={task} />
              {!task.done && may('finish-task') && (
                <Button
                  size="small"
                  variant="tertiary"
                  aria-label={t('incident.task.finish', { text: task.text })}
                  isDisabled={isPending}
                  onPress={() => run({ task: task.id })}
                >
                  {t('incident.task.done')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {refusal && <RefusalNotice refusal={refusal} moved={moved} />}
      <TaskDialog key={opening.key} {...opening.dialog} />
    </Panel>
  );
}

function TaskLine({ task }: { task: Task }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const { text, owner, dueAt, done } = task;
  const Icon = done ? RiCheckLine : RiCheckboxBlankCircleLine;
  return (
    <div className={styles.task}>
      <Icon size={16} aria-hidden />
      <span>
        {text}
        <span className={styles.quiet}>
          {done ? (
            <>
              {' '}
              · {t('incident.task.doneBy')}{' '}
              <ActorLink actor={done.by} hideIcon />
            </>
          ) : (
            <>
              {owner && (
                <>
                  {' '}
                  · <ActorLink actor={owner} hideIcon />
                </>
              )}
              {dueAt && (
                <>
                  {' '}
                  · {t('incident.task.due')} <RelativeTime instant={dueAt} />
                </>
              )}
            </>
          )}
        </span>
      </span>
    </div>
  );
}
