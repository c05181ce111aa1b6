import {
  useNow,
  useTexts,
  windowText,
} from '@countersign/plugin-governance-react';
import {
  BurnDown,
  happenedAround,
  mainIntervals,
} from '@countersign/plugin-service-levels-common';
import { serviceLevelsTranslationRef } from '../../translation';
import { countText, shareText } from '../figures';
import styles from './BurnDown.module.css';
import { MarkTitle } from './MarkTitle';
import { ChartMark } from './useMarks';

type SpendingView = NonNullable<BurnDown['spending']>;
type Interval = SpendingView['intervals'][number];

/** What a reader wants to know first: where at least so much of it went. */
const MAIN_SHARE = 0.5;

/** The few times that most of what was spent went in, what happened then, and how much is left over: it adds up. */
export function Spending(props: {
  spending: SpendingView;
  marks: readonly ChartMark[];
}) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { spending, marks } = props;
  const { spent, rest, intervals } = spending;
  if (spent === 0) {
    return <p className={styles.lead}>{t('objective.burnDown.nothing')}</p>;
  }
  if (intervals.length === 0) {
    return <p className={styles.lead}>{t('objective.burnDown.even')}</p>;
  }
  return (
    <div className={styles.spending}>
      <p className={styles.lead}>
        <Lead intervals={intervals} />
      </p>
      <ol className={styles.times} aria-label={t('objective.burnDown.times')}>
        {intervals.map(interval => (
          <li key={interval.start}>
            <Time interval={interval} marks={marks} />
          </li>
        ))}
      </ol>
      {rest > 0 && (
        <p className={styles.quiet}>
          {t('objective.burnDown.rest', { share: shareText(rest / spent) })}
          {' · '}
          {countText(rest)}
        </p>
      )}
    </div>
  );
}

function Lead({ intervals }: { intervals: readonly Interval[] }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const now = useNow();
  const main = mainIntervals(intervals, MAIN_SHARE);
  const share = shareText(main.reduce((sum, each) => sum + each.share, 0));
  const [first] = main;
  return (
    <>
      {main.length === 1
        ? t('objective.burnDown.attribution', {
            share,
            when: windowText(first, now),
          })
        : t('objective.burnDown.attributionMany', {
            share,
            n: String(main.length),
          })}
    </>
  );
}

function Time(props: { interval: Interval; marks: readonly ChartMark[] }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const now = useNow();
  const { interval, marks } = props;
  const around = happenedAround(
    { start: Date.parse(interval.start), end: Date.parse(interval.end) },
    marks,
  );
  return (
    <>
      <span className={styles.time}>
        <strong>{windowText(interval, now)}</strong>
        <span className={styles.share} aria-hidden>
          <span style={{ inlineSize: `${interval.share * 100}%` }} />
        </span>
        <span>
          {t('objective.burnDown.spentIn', {
            share: shareText(interval.share),
          })}
        </span>
        <span className={styles.quiet}>
          {t('objective.burnDown.counts', {
            bad: countText(interval.bad),
            total: countText(interval.total),
          })}
        </span>
      </span>
      {around.length > 0 ? (
        <ul
          className={styles.around}
          aria-label={t('objective.burnDown.around')}
        >
          {around.map(({ area, id, icon: Icon, record, href, title }) => (
            <li key={`${area} ${id}`}>
              <Icon size={14} aria-label={area} />
              <MarkTitle {...{ record, href, title }} />
            </li>
          ))}
        </ul>
      ) : (
        <span className={styles.quiet}>
          {t('objective.burnDown.noneAround')}
        </span>
      )}
    </>
  );
}
