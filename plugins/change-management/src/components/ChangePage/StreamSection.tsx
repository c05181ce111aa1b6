import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import {
  useAsyncData,
  Panel,
  ErrorPanel,
  SkeletonRows,
} from '@countersign/plugin-governance-react';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { changeManagementApiRef } from '../../api';
import { changeManagementTranslationRef } from '../../translation';
import { useChangePage } from './ChangeContext';
import styles from './ChangePage.module.css';
import { CommentBox } from './CommentBox';
import { isQuiet } from './eventText';
import { StreamEvent } from './StreamEvent';
import streamStyles from './Stream.module.css';

/** How many entries are asked for at first, and with each press on "earlier". */
const PAGE = 100;

/** Conversation and timeline in one: what the ledger holds about this change, oldest first. */
export function StreamSection() {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const api = useApi(changeManagementApiRef);
  const { detail, generation } = useChangePage();
  const { number, version } = detail.change;
  const [limit, setLimit] = useState(PAGE);
  const timeline = useAsyncData(
    `${number}/${version}/${generation}/${limit}`,
    signal =>
      loadTimeline(
        cursor => api.getTimeline(number, { limit: PAGE, cursor }, { signal }),
        limit,
      ),
    { keepPrevious: true },
  );
  const { data } = timeline;
  const [showsQuiet, setShowsQuiet] = useState(false);
  const quiet = data?.events.filter(isQuiet).length ?? 0;
  const shown = data?.events.filter(event => showsQuiet || !isQuiet(event));
  return (
    <Panel
      title={t('change.section.stream')}
      aside={
        quiet > 0 && (
          <Button
            size="small"
            variant="tertiary"
            onPress={() => setShowsQuiet(!showsQuiet)}
          >
            {showsQuiet
              ? t('change.stream.hideQuiet')
              : t('change.stream.showQuiet', { count: quiet })}
          </Button>
        )
      }
    >
      {timeline.error && (
        <ErrorPanel
          what={t('change.stream.what')}
          error={timeline.error}
          onRetry={timeline.refetch}
        />
      )}
      {timeline.isPending && (
        <SkeletonRows rows={5} height={40} what={t('change.stream.what')} />
      )}
      {data?.events.length === 0 && (
        <p className={styles.quiet}>{t('change.stream.empty')}</p>
      )}
      {data?.hasMore && (
        <Button
          size="small"
          variant="tertiary"
          onPress={() => setLimit(limit + PAGE)}
        >
          {t('change.stream.more')}
        </Button>
      )}
      {shown && shown.length > 0 && (
        <ol className={streamStyles.stream}>
          {shown.map(event => (
            <StreamEvent key={event.id} event={event} />
          ))}
        </ol>
      )}
      <CommentBox />
    </Panel>
  );
}

/** Reads pages, which come newest first, until so many events are there, and puts the oldest first. */
async function loadTimeline(
  page: (
    cursor?: string,
  ) => Promise<{ items: TimelineEvent[]; nextCursor?: string }>,
  limit: number,
) {
  const events: TimelineEvent[] = [];
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await page(cursor);
    events.push(...items);
    cursor = nextCursor;
  } while (cursor && events.length < limit);
  return { events: events.reverse(), hasMore: cursor !== undefined };
}
