import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  foldTimeline,
  isShownBy,
  TimelineFilter,
  timelineFilters,
} from '@countersign/plugin-change-management-common';
import {
  ErrorPanel,
  Panel,
  SkeletonRows,
  useAsyncData,
} from '@countersign/plugin-governance-react';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { useMemo, useState } from 'react';
import { changeManagementApiRef } from '../../api';
import { changeManagementTranslationRef } from '../../translation';
import { useChangePage } from './ChangeContext';
import styles from './ChangePage.module.css';
import { CommentBox } from './CommentBox';
import { Followers } from './Followers';
import streamStyles from './Stream.module.css';
import { StreamLine } from './StreamLine';
import { useOpenedEntry } from './useOpenedEntry';

/** How many entries are asked for at first, and with each press on "earlier". */
const PAGE = 100;

/** Conversation and timeline in one: what the ledger holds about this change, oldest first. */
export function StreamSection() {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  const api = useApi(changeManagementApiRef);
  const { detail, generation } = useChangePage();
  const { number, version } = detail.change;
  const [limit, setLimit] = useState(PAGE);
  const [filter, setFilter] = useState<TimelineFilter>('all');
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
  const lines = useMemo(() => foldTimeline(data?.events ?? []), [data]);
  const shown = lines.filter(line => isShownBy(filter, line));
  useOpenedEntry(() => setFilter('all'));
  return (
    <Panel title={t('change.section.stream')} aside={<Followers />}>
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
      {lines.length > 0 && (
        <ToggleButtonGroup
          aria-label={t('change.stream.filter')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[filter]}
          onSelectionChange={([key]) =>
            setFilter(timelineFilters.find(id => id === key) ?? 'all')
          }
        >
          {timelineFilters.map(id => (
            <ToggleButton key={id} id={id} size="small">
              {t(`change.stream.filters.${id}`)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
      {data && shown.length === 0 && (
        <p className={styles.quiet}>
          {t(lines.length ? 'change.stream.noneShown' : 'change.stream.empty')}
        </p>
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
      {shown.length > 0 && (
        <ol className={streamStyles.stream}>
          {shown.map(line => (
            <StreamLine key={line.events[0].id} line={line} />
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
