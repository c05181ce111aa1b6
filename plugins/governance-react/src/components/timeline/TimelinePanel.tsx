import { Button, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import {
  CallOptions,
  foldTimeline,
  Page,
  TimelineLine,
} from '@countersign/plugin-governance-common';
import { TimelineEvent } from '@countersign/plugin-ledger-common';
import { ReactNode, useMemo, useState } from 'react';
import { useAsyncData } from '../../hooks';
import { governanceTranslationRef } from '../../translation';
import { Panel } from '../Panel';
import { ErrorPanel, SkeletonRows } from '../states';
import { EntryLooks } from './EntryLooks';
import { Timeline } from './Timeline';
import styles from './Timeline.module.css';
import { useOpenedEntry } from './useOpenedEntry';
import { useTexts } from '../../hooks/useTexts';

/** How many entries are asked for at first, and with each press on "earlier". */
const PAGE = 100;

/** What a timeline can be narrowed to. */
export interface TimelineNarrowing {
  id: string;
  label: string;
  shows(line: TimelineLine): boolean;
}

/** What the ledger holds about a record, oldest first, and below it whatever one may add. */
export function TimelinePanel(props: {
  title: string;
  aside?: ReactNode;
  /** Names the record and its version: another one is fetched anew. */
  fetchKey: string;
  /** A page of the entries, newest first. */
  loadPage(
    query: { limit: number; cursor?: string },
    options: CallOptions,
  ): Promise<Page<TimelineEvent>>;
  looks: EntryLooks;
  /** Makes lines of entries; each entry is one unless told. */
  fold?(events: readonly TimelineEvent[]): TimelineLine[];
  /** The first shows all. */
  narrowings?: readonly TimelineNarrowing[];
  /** Beneath the entries, such as a box to comment in. */
  children?: ReactNode;
}) {
  const { fetchKey, loadPage, looks, narrowings = [] } = props;
  const { fold = foldTimeline } = props;
  const { t } = useTexts(governanceTranslationRef);
  const [limit, setLimit] = useState(PAGE);
  const [narrowed, setNarrowed] = useState<string>();
  const timeline = useAsyncData(
    `${fetchKey}/${limit}`,
    signal =>
      loadTimeline(
        cursor => loadPage({ limit: PAGE, cursor }, { signal }),
        limit,
      ),
    { keepPrevious: true },
  );
  const { data } = timeline;
  const lines = useMemo(() => fold(data?.events ?? []), [fold, data]);
  const narrowing =
    narrowings.find(({ id }) => id === narrowed) ?? narrowings[0];
  const shown = narrowing ? lines.filter(line => narrowing.shows(line)) : lines;
  useOpenedEntry(() => setNarrowed(undefined));
  return (
    <Panel title={props.title} aside={props.aside}>
      {timeline.error && (
        <ErrorPanel
          what={t('timeline.what')}
          error={timeline.error}
          onRetry={timeline.refetch}
        />
      )}
      {timeline.isPending && (
        <SkeletonRows rows={5} height={40} what={t('timeline.what')} />
      )}
      {lines.length > 0 && narrowing && (
        <ToggleButtonGroup
          aria-label={t('timeline.filter')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[narrowing.id]}
          onSelectionChange={([key]) => setNarrowed(String(key))}
        >
          {narrowings.map(({ id, label }) => (
            <ToggleButton key={id} id={id} size="small">
              {label}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      )}
      {data && shown.length === 0 && (
        <p className={styles.none}>
          {t(lines.length ? 'timeline.noneShown' : 'timeline.empty')}
        </p>
      )}
      {data?.hasMore && (
        <Button
          size="small"
          variant="tertiary"
          onPress={() => setLimit(limit + PAGE)}
        >
          {t('timeline.more')}
        </Button>
      )}
      {shown.length > 0 && <Timeline lines={shown} looks={looks} />}
      {props.children}
    </Panel>
  );
}

/** Reads pages, which come newest first, until so many events are there, and puts the oldest first. */
async function loadTimeline(
  page: (cursor?: string) => Promise<Page<TimelineEvent>>,
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
