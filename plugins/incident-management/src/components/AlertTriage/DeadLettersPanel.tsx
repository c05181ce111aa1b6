import { useApi } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Text } from '@backstage/ui';
import {
  AsyncContent,
  Pager,
  Panel,
  RefusalNotice,
  RelativeTime,
  RowBoundary,
  shortTime,
  useAsyncData,
  useNow,
  useOpening,
  useTexts,
  VerbConfirmDialog,
} from '@countersign/plugin-governance-react';
import {
  alertTriagePermission,
  DeadLetter,
} from '@countersign/plugin-incident-management-common';
import { useState } from 'react';
import { alertsApiRef } from '../../api';
import { useAction } from '../../hooks/useAction';
import { incidentManagementTranslationRef } from '../../translation';
import styles from './AlertTriage.module.css';
import rowStyles from './rows.module.css';

/** What could not be read, why, and the way to take it in again or to discard it; nothing where all could. */
export function DeadLettersPanel({ onChanged }: { onChanged(): void }) {
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(alertsApiRef);
  // The cursors of the pages before this one: the way back.
  const [cursors, setCursors] = useState<string[]>([]);
  const cursor = cursors.at(-1);
  const letters = useAsyncData(
    `letters ${cursor ?? ''}`,
    signal => api.listDeadLetters({ settled: false, cursor }, { signal }),
    { refetchOnFocus: true, keepPrevious: true },
  );
  const { data, error } = letters;
  if (!error && !cursor && !data?.items.length) return null;
  const done = () => {
    letters.refetch();
    onChanged();
  };
  return (
    <Panel title={t('alerts.dead.title')}>
      <p className={styles.lead}>{t('alerts.dead.lead')}</p>
      <AsyncContent what={t('alerts.dead.what')} rows={2} result={letters}>
        {({ items, nextCursor }) => (
          <>
            <ul className={rowStyles.rows} aria-label={t('alerts.dead.label')}>
              {items.map(letter => (
                <li key={letter.id}>
                  <RowBoundary name={letter.id}>
                    <LetterLine letter={letter} onDone={done} />
                  </RowBoundary>
                </li>
              ))}
            </ul>
            {(cursor || nextCursor) && (
              <Pager
                onPrevious={
                  cursor
                    ? () => setCursors(before => before.slice(0, -1))
                    : undefined
                }
                onNext={
                  nextCursor
                    ? () => setCursors(before => [...before, nextCursor])
                    : undefined
                }
              />
            )}
          </>
        )}
      </AsyncContent>
    </Panel>
  );
}

function LetterLine(props: { letter: DeadLetter; onDone(): void }) {
  const { letter, onDone } = props;
  const { t } = useTexts(incidentManagementTranslationRef);
  const { allowed } = usePermission({ permission: alertTriagePermission });
  const { integration, kind, receivedAt, problems, body } = letter;
  return (
    <>
      <div className={rowStyles.words}>
        <strong>{integration}</strong>{' '}
        <span className={styles.quiet}>
          {kind} · <RelativeTime instant={receivedAt} />
        </span>
        <ul className={styles.path}>
          {problems.map(problem => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
        {body === undefined ? (
          <p className={styles.quiet}>{t('alerts.dead.noBody')}</p>
        ) : (
          <details>
            <summary>{t('alerts.dead.body')}</summary>
            <pre className={styles.body}>{body}</pre>
          </details>
        )}
      </div>
      {allowed && <LetterButtons letter={letter} onDone={onDone} />}
    </>
  );
}

function LetterButtons(props: { letter: DeadLetter; onDone(): void }) {
  const { letter, onDone } = props;
  const { id, integration, receivedAt, body } = letter;
  const { t } = useTexts(incidentManagementTranslationRef);
  const api = useApi(alertsApiRef);
  const opening = useOpening();
  const now = useNow();
  const replay = useAction(() => api.replayDeadLetter(id), onDone);
  const discard = useAction(() => api.discardDeadLetter(id), onDone);
  const named = { integration, at: shortTime(receivedAt, now) };
  return (
    <div className={styles.buttons}>
      {body !== undefined && (
        <Button
          size="small"
          variant="secondary"
          aria-label={t('alerts.dead.replayOf', named)}
          isPending={replay.isPending}
          onPress={() => replay.run(undefined)}
        >
          {t('alerts.dead.replay')}
        </Button>
      )}
      <Button
        size="small"
        variant="tertiary"
        aria-label={t('alerts.dead.discardOf', named)}
        onPress={opening.open}
      >
        {t('alerts.dead.discard')}
      </Button>
      {replay.refusal && <RefusalNotice refusal={replay.refusal} />}
      <VerbConfirmDialog
        key={opening.key}
        title={t('alerts.dead.discardTitle', { integration })}
        action={t('alerts.dead.discard')}
        verb={discard}
        body={undefined}
        {...opening.dialog}
      >
        <Text>{t('alerts.dead.discardLead')}</Text>
      </VerbConfirmDialog>
    </div>
  );
}
