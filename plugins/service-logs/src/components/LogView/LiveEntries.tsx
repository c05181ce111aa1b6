import { useApi } from '@backstage/frontend-plugin-api';
import { useTexts } from '@countersign/plugin-governance-react';
import { LogEntry } from '@countersign/plugin-service-logs-common';
import { useEffect, useState } from 'react';
import { serviceLogsApiRef } from '../../api';
import { serviceLogsTranslationRef } from '../../translation';
import { EntryList } from './LogEntries';
import { Asked } from './asked';
import styles from './LogView.module.css';

/** Between two questions. */
const PAUSE_MS = 2_000;
/** The latest are shown. */
const MOST_SHOWN = 500;

interface Live {
  items: LogEntry[];
  skipped: boolean;
  failed: boolean;
}

/** What is written while one looks at it, the newest on top. It asks as long as it is shown and the page can be seen. */
export function LiveEntries(props: {
  asked: Asked;
  onTrace(traceId: string): void;
}) {
  const { asked, onTrace } = props;
  const { t } = useTexts(serviceLogsTranslationRef);
  const { items, skipped, failed } = useTail(asked);
  return (
    <>
      <p className={styles.quiet} role="status">
        {failed ? t('live.failed') : t('live.waiting')}
        {skipped && ` ${t('live.skipped')}`}
      </p>
      <EntryList
        items={items}
        label={t('live.label')}
        asked={asked}
        onTrace={onTrace}
      />
    </>
  );
}

function useTail({ entityRef, source, filter }: Asked): Live {
  const api = useApi(serviceLogsApiRef);
  const [live, setLive] = useState<Live>({
    items: [],
    skipped: false,
    failed: false,
  });
  useEffect(() => {
    const gone = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    let cursor: string | undefined;
    const ask = async () => {
      if (!document.hidden) {
        try {
          const answer = await api.getTail(
            { entityRef, source, filter, cursor },
            { signal: gone.signal },
          );
          cursor = answer.cursor;
          setLive(({ items, skipped }) => ({
            items: [...[...answer.items].reverse(), ...items].slice(
              0,
              MOST_SHOWN,
            ),
            skipped: skipped || answer.skipped,
            failed: false,
          }));
        } catch {
          if (gone.signal.aborted) return;
          setLive(before => ({ ...before, failed: true }));
        }
      }
      if (!gone.signal.aborted) timer = setTimeout(ask, PAUSE_MS);
    };
    void ask();
    return () => {
      gone.abort();
      clearTimeout(timer);
    };
  }, [api, entityRef, source, filter]);
  return live;
}
