import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import {
  AreaProblems,
  EntityTrackSource,
  RecordNumber,
  RelativeTime,
  RowBoundary,
  SentenceText,
  SkeletonRows,
  TimelineEntry,
  TimelineSource,
  TitledCard,
  useAreas,
  useTexts,
  WhenVisible,
} from '@countersign/plugin-governance-react';
import { governancePagesTranslationRef } from '../../translation';
import styles from '../rows.module.css';
import { TimelineStrip } from './TimelineStrip';

const SHOWN = 8;
const none: readonly EntityTrackSource[] = [];

/** "What happened lately?": the last days of all areas on one time line, and what each knows of the entity, newest first. */
export function TimelineCard(props: {
  sources: readonly TimelineSource[];
  /** What is drawn under the time line. */
  tracks?: readonly EntityTrackSource[];
}) {
  const { t } = useTexts(governancePagesTranslationRef);
  return (
    <TitledCard title={t('timeline.title')}>
      <WhenVisible
        placeholder={
          <SkeletonRows rows={4} height={32} what={t('timeline.what')} />
        }
      >
        <TimelineStrip tracks={props.tracks ?? none} />
        <Entries sources={props.sources} />
      </WhenVisible>
    </TitledCard>
  );
}

function Entries(props: { sources: readonly TimelineSource[] }) {
  const { t } = useTexts(governancePagesTranslationRef);
  const entityRef = stringifyEntityRef(useEntity().entity);
  const answers = useAreas(entityRef, props.sources, (source, request) =>
    source.load({ ...request, entityRef, limit: SHOWN }),
  );
  const entries = answers
    .flatMap(({ area, data }) =>
      (data?.entries ?? []).map(entry => ({ ...entry, area })),
    )
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
    .slice(0, SHOWN);
  const links = answers.flatMap(({ data }) => data?.more ?? []);
  const isPending = answers.some(answer => answer.isPending);
  const allAnswered = answers.every(answer => answer.data !== undefined);
  return (
    <>
      <AreaProblems answers={answers} />
      {entries.length > 0 && (
        <ol className={styles.rows} aria-label={t('timeline.title')}>
          {entries.map(entry => (
            <li key={`${entry.area} ${entry.id}`}>
              <RowBoundary name={entry.record}>
                <Entry entry={entry} />
              </RowBoundary>
            </li>
          ))}
        </ol>
      )}
      {isPending && (
        <SkeletonRows
          rows={entries.length ? 1 : 4}
          height={32}
          what={t('timeline.what')}
        />
      )}
      {allAnswered && !entries.length && (
        <Text color="secondary">{t('timeline.empty')}</Text>
      )}
      {links.map(({ text, href }) => (
        <Link key={href} href={href}>
          {text}
        </Link>
      ))}
    </>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  return (
    <div className={styles.row}>
      <RecordNumber number={entry.record} href={entry.href} hideCopy />
      <span className={styles.title}>{entry.title}</span>
      {entry.state}
      <span className={styles.note}>
        {entry.note && (
          <>
            <SentenceText sentence={entry.note} />
            {' · '}
          </>
        )}
        <RelativeTime instant={entry.at} />
      </span>
    </div>
  );
}
