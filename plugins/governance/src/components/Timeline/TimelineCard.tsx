import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link, Text } from '@backstage/ui';
import {
  allAnswered,
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
  useAskedOnce,
  useTexts,
  WhenVisible,
} from '@countersign/plugin-governance-react';
import { useState } from 'react';
import { governancePagesTranslationRef } from '../../translation';
import styles from '../rows.module.css';
import { lastDays, TimelineStrip } from './TimelineStrip';

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
        <Entries sources={props.sources} tracks={props.tracks ?? none} />
      </WhenVisible>
    </TitledCard>
  );
}

/** One request an area answers its rows and its lane. */
function Entries(props: {
  sources: readonly TimelineSource[];
  tracks: readonly EntityTrackSource[];
}) {
  const { sources } = props;
  const { t } = useTexts(governancePagesTranslationRef);
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  const [span] = useState(lastDays);
  const answers = useAreas(entityRef, sources, (source, request) =>
    source.load({
      ...{ ...request, entityRef, limit: SHOWN },
      from: new Date(span.from).toISOString(),
      to: new Date(span.to).toISOString(),
    }),
  );
  const tracks = useAskedOnce(
    props.tracks.map(({ draw, ...track }) => ({ ...track, judge: draw })),
    entity,
    entityRef,
  );
  const entries = answers
    .flatMap(({ area, data }) =>
      (data?.entries ?? []).map(entry => ({ ...entry, area })),
    )
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
    .slice(0, SHOWN);
  const links = answers.flatMap(({ data }) => data?.more ?? []);
  const isAnswered =
    answers.length === 0 ||
    [...answers, ...tracks].some(({ data }) => data !== undefined);
  const isPending = answers.some(answer => answer.isPending);
  return (
    <>
      <AreaProblems answers={[...answers, ...tracks]} />
      {!isPending && isAnswered && (
        <TimelineStrip
          span={span}
          lanes={answers.map(({ area, data }, i) => ({
            area: sources[i].lane ?? area,
            icon: sources[i].icon,
            marks: data?.marks ?? [],
          }))}
          tracks={tracks.flatMap(({ area, data }) =>
            data ? [{ area, ...data }] : [],
          )}
        />
      )}
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
      {allAnswered(answers) && !entries.length && (
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
