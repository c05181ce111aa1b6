import { Link, VisuallyHidden } from '@backstage/ui';
import {
  DashboardFigure,
  FigureTrend,
  isOfFew,
  trendOf,
} from '@countersign/plugin-governance-common';
import { Meaning, useTexts } from '@countersign/plugin-governance-react';
import {
  RiArrowDownLine,
  RiArrowUpLine,
  RiErrorWarningLine,
  RiSubtractLine,
} from '@remixicon/react';
import { governanceDashboardTranslationRef } from '../translation';
import styles from './Dashboard.module.css';
import { useFigureText } from './useFigureText';

/** One figure: how much it is, how it went, its records and its meaning. */
export function Figure(props: {
  figure: DashboardFigure;
  /** The list of its records. */
  href: string | undefined;
  /** Why its records cannot prove it. */
  onlyStated?: string;
}) {
  const { figure, href, onlyStated } = props;
  const { title, value, unit, n, alarm } = figure;
  const { t } = useTexts(governanceDashboardTranslationRef);
  const textOf = useFigureText();
  const calls = alarm && value !== undefined && value > 0;
  const text = value === undefined ? t('figure.none') : textOf(value, unit);
  return (
    <li className={styles.figure} data-calls={calls ? true : undefined}>
      <span className={styles.name}>{title}</span>
      <span className={styles.value}>
        {calls && <RiErrorWarningLine size={18} aria-hidden />}
        {href ? (
          <Link href={href} className={styles.link}>
            {text}
            <VisuallyHidden> {t('figure.listOf', { title })}</VisuallyHidden>
          </Link>
        ) : (
          text
        )}
        {n !== undefined && n > 0 && (
          <span className={styles.n}>{t('figure.of', { n: String(n) })}</span>
        )}
      </span>
      <Trend figure={figure} />
      {isOfFew(figure) && (
        <span className={styles.n} title={t('figure.fewDetail')}>
          {t('figure.few')}
        </span>
      )}
      <Meaning
        definitions={[
          onlyStated === undefined
            ? figure
            : {
                ...figure,
                definition: `${figure.definition} ${t('figure.onlyStated', {
                  reason: onlyStated,
                })}`,
              },
        ]}
        id={figure.id}
      />
    </li>
  );
}

const arrows: Record<FigureTrend['direction'], typeof RiArrowUpLine> = {
  up: RiArrowUpLine,
  down: RiArrowDownLine,
  same: RiSubtractLine,
};

/** How it went since the period before: an arrow, what it was, and whether that is better. */
function Trend({ figure }: { figure: DashboardFigure }) {
  const { t } = useTexts(governanceDashboardTranslationRef);
  const textOf = useFigureText();
  const trend = trendOf(figure);
  if (!trend) return null;
  const { direction, verdict } = trend;
  const Arrow = arrows[direction];
  const words =
    direction === 'same'
      ? [t('figure.same')]
      : [
          t(figure.previousN === undefined ? 'figure.was' : 'figure.wasOf', {
            previous: textOf(figure.previous!, figure.unit),
            n: String(figure.previousN),
          }),
          ...(verdict === 'neutral' ? [] : [t(`figure.${verdict}`)]),
        ];
  return (
    <span className={styles.trend} data-verdict={verdict}>
      <Arrow size={14} aria-hidden />
      {words.join(' · ')}
    </span>
  );
}
