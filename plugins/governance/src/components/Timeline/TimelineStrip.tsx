import {
  EntityTrack,
  Mark,
  useTexts,
} from '@countersign/plugin-governance-react';
import { RemixiconComponentType, RiCalendarEventLine } from '@remixicon/react';
import { DateTime } from 'luxon';
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

/** What one area has on the strip. */
export interface StripLane {
  area: string;
  icon?: RemixiconComponentType;
  marks: readonly Mark[];
}

/** The last days of an entity: what each area marks, a lane an area, and under them what it did to the error budget. */
export function TimelineStrip(props: {
  span: Span;
  lanes: readonly StripLane[];
  tracks: readonly (EntityTrack & { area: string })[];
}) {
  const { span, tracks } = props;
  const { t } = useTexts(governancePagesTranslationRef);
  const lanes = props.lanes
    .map(({ area, icon = RiCalendarEventLine, marks }) => ({
      ...{ area, icon },
      pieces: piecesOf(marks.map(markIn(span)), span, APART),
    }))
    .filter(({ pieces }) => pieces.length > 0);
  const days = String(DAYS);
  return (
    <section aria-label={t('timeline.strip', { days })}>
      {lanes.length === 0 && (
        <p className={styles.quiet}>{t('timeline.noMarks', { days })}</p>
      )}
      {lanes.length + tracks.length > 0 && (
        <div className={styles.strip}>
          {lanes.map(lane => (
            <Lane key={lane.area} {...lane} />
          ))}
          {tracks.map(track => (
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

/** The days that the strip is of, up to now. */
export function lastDays(): Span {
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
