import { Button } from '@backstage/ui';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  absoluteTime,
  EmptyState,
  ErrorPanel,
  SkeletonRows,
  useAsyncData,
  useTexts,
} from '@countersign/plugin-governance-react';
import { LogEntry, LogPage } from '@countersign/plugin-service-logs-common';
import { useState } from 'react';
import { serviceLogsApiRef } from '../../api';
import { serviceLogsTranslationRef } from '../../translation';
import { EntryRow } from './EntryRow';
import { Asked } from './asked';
import styles from './LogView.module.css';

/** Entries, the newest first; older ones follow when they are asked for. */
export function LogEntries(props: {
  asked: Asked;
  onTrace(traceId: string): void;
}) {
  const { asked, onTrace } = props;
  const { t } = useTexts(serviceLogsTranslationRef);
  const api = useApi(serviceLogsApiRef);
  const [older, setOlder] = useState<LogPage[]>([]);
  const [failure, setFailure] = useState<Error>();
  const [isPending, setPending] = useState(false);
  const first = useAsyncData('entries', signal =>
    api.search(asked, { signal }),
  );
  if (first.isPending) {
    return <SkeletonRows rows={10} height={28} what={t('list.what')} />;
  }
  if (!first.data) {
    return first.error ? (
      <ErrorPanel
        what={t('list.what')}
        error={first.error}
        onRetry={first.refetch}
      />
    ) : null;
  }
  const pages = [first.data, ...older];
  const last = pages[pages.length - 1];
  const items = pages.flatMap(page => page.items);
  const problems = [...new Set(pages.flatMap(page => page.problems))];
  const more = async () => {
    setPending(true);
    setFailure(undefined);
    try {
      const page = await api.search({ ...asked, cursor: last.nextCursor });
      setOlder(before => [...before, page]);
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setPending(false);
    }
  };
  return (
    <>
      {problems.map(problem => (
        <p key={problem} className={styles.problem} role="note">
          {problem}
        </p>
      ))}
      {items.length === 0 && last.complete ? (
        <EmptyState
          title={t('list.empty')}
          description={t('list.emptyDescription')}
        />
      ) : (
        <EntryList
          items={items}
          label={t('list.label')}
          asked={asked}
          onTrace={onTrace}
        />
      )}
      {!last.complete && last.searchedTo && (
        <p className={styles.quiet} role="status">
          {t('list.late', { time: absoluteTime(last.searchedTo) })}
        </p>
      )}
      {failure && (
        <ErrorPanel what={t('list.what')} error={failure} onRetry={more} />
      )}
      {last.nextCursor && (
        <Button
          variant="secondary"
          size="small"
          isPending={isPending}
          onPress={more}
        >
          {last.complete ? t('list.older') : t('list.goOn')}
        </Button>
      )}
    </>
  );
}

/** Entries, a row each, that open to show all of it. */
export function EntryList(props: {
  items: readonly LogEntry[];
  label: string;
  asked: Asked;
  onTrace(traceId: string): void;
  /** The one that others stand around. */
  marked?: string;
}) {
  const { items, label, asked, onTrace, marked } = props;
  return (
    <ol className={styles.entries} aria-label={label}>
      {items.map(entry => (
        <EntryRow
          key={entry.id}
          entry={entry}
          asked={asked}
          onTrace={onTrace}
          isMarked={entry.id === marked}
        />
      ))}
    </ol>
  );
}
