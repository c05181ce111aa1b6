import { useApiHolder } from '@backstage/frontend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  AreaProblems,
  EntityTrackSource,
  Mark,
  markSourcesIn,
  SkeletonRows,
  useAreas,
  useTexts,
} from '@countersign/plugin-governance-react';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { governancePagesTranslationRef } from '../../translation';
import { daysWithin, piecesOf, Span } from './strip';
import { Lane, StripMark } from './Lane';
import { Track } from './Track';
import styles from './TimelineStrip.module.css';

const DAYS = 14;
/** More dates do not stand beneath it on a phone. */
const MOST_DATES = 5;
/** Of the width: a date behind it would reach out of the card. */
const LAST_DATE = 0.88;
/** Of the width: what is nearer nobody tells apart, and no finger hits. */
const APART = 0.012;

/** The last days of an entity: what each area marks, a lane an area, and under them what it did to the error budget. */
export function TimelineStrip(props: { tracks: readonly EntityTrackSource[] }) {
  const { t } = useTexts(governancePagesTranslationRef);
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity).toLocaleLowerCase('en-US');
  const sources = markSourcesIn(useApiHolder());
  const [span] = useState(lastDays);
  const asked = {
    entityRef,
    from: new Date(span.from).toISOString(),
    to: new Date(span.to).toISOString(),
  };
  const marks = useAreas(entityRef, sources, (source, request) =>
    source.load({ ...request, ...asked }),
  );
  const tracks = useAreas(entityRef, props.tracks, (source, request) =>
    source.load({ ...request, ...asked }).then(track => track ?? null),
  );
  const answers = [...marks, ...tracks];
  if (answers.length === 0) return null;
  const lanes = marks.flatMap(({ area, data = [] }, i) => {
    const pieces = piecesOf(data.map(markIn(span)), span, APART);
    return pieces.length > 0 ? [{ area, pieces, icon: sources[i].icon }] : [];
  });
  const drawn = tracks.flatMap(({ area, data }) =>
    data ? [{ area, ...data }] : [],
  );
  const isPending = answers.some(answer => answer.isPending);
  const days = String(DAYS);
  return (
    <section aria-label={t('timeline.strip', { days })}>
      <AreaProblems answers={answers} />
      {isPending && (
        <SkeletonRows rows={3} height={24} what={t('timeline.what')} />
      )}
      {!isPending && lanes.length === 0 && (
        <p className={styles.quiet}>{t('timeline.noMarks', { days })}</p>
      )}
      {!isPending && lanes.length + drawn.length > 0 && (
        <div className={styles.strip}>
          {lanes.map(lane => (
            <Lane key={lane.area} {...lane} />
          ))}
          {drawn.map(track => (
            <Track key={track.area} track={track} span={span} />
          ))}
          <Dates span={span} />
        </div>
      )}
    </section>
  );
}

function Dates({ span }: { span: Span }) {
  const startOfNextDay = (at: number) =>
    DateTime.fromMillis(at).plus({ days: 1 }).startOf('day').toMillis();
  const days = daysWithin(span, startOfNextDay, MOST_DATES).map(at => ({
    at,
    place: (at - span.from) / (span.to - span.from),
  }));
  return (
    <div className={styles.dates} aria-hidden>
      {days
        .filter(({ place }) => place < LAST_DATE)
        .map(({ at, place }) => (
          <span key={at} style={{ insetInlineStart: `${place * 100}%` }}>
            {DateTime.fromMillis(at).setLocale('en-GB').toFormat('d LLL')}
          </span>
        ))}
    </div>
  );
}

function lastDays(): Span {
  const to = Math.ceil(Date.now() / 60_000) * 60_000;
  return { from: to - DAYS * 86_400_000, to };
}

/** What has no end yet goes on. */
function markIn({ to }: Span) {
  return ({ id, title, record, href, ...mark }: Mark): StripMark => {
    const at = Date.parse(mark.at);
    const end = mark.end === undefined ? to : Date.parse(mark.end);
    return { id, title, record, href, at, end: Math.max(at, end) };
  };
}
