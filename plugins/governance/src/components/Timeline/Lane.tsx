import { Link, VisuallyHidden } from '@backstage/ui';
import {
  shortTime,
  useNow,
  useTexts,
} from '@countersign/plugin-governance-react';
import { RemixiconComponentType } from '@remixicon/react';
import { governancePagesTranslationRef } from '../../translation';
import { Lasting, Piece } from './strip';
import styles from './TimelineStrip.module.css';

/** Something that happened, as a lane has it. Milliseconds since 1970. */
export interface StripMark extends Lasting {
  id: string;
  title: string;
  record?: string;
  href?: string;
}

/** So many are named where they stand at one place. */
const NAMED = 3;

/** What one area marks, along the time; each leads to its record, and several at one place are told as such. */
export function Lane(props: {
  area: string;
  icon: RemixiconComponentType;
  pieces: readonly Piece<StripMark>[];
}) {
  const { area, icon: Icon, pieces } = props;
  const { t } = useTexts(governancePagesTranslationRef);
  const now = useNow();
  const count = pieces.reduce((sum, { marks }) => sum + marks.length, 0);
  const textOf = (marks: readonly StripMark[]) => {
    const titles = marks
      .slice(0, NAMED)
      .map(({ record, title, at }) =>
        [record, title, shortTime(new Date(at).toISOString(), now)]
          .filter(Boolean)
          .join(' · '),
      )
      .join('; ');
    const more = marks.length - NAMED;
    return more > 0
      ? t('timeline.others', { titles, count: String(more) })
      : titles;
  };
  return (
    <div className={styles.lane}>
      <span className={styles.name}>
        <Icon size={14} aria-hidden /> {area}
        <span className={styles.quiet}> {count}</span>
      </span>
      <ul
        className={styles.line}
        aria-label={t('timeline.lane', { area, count: String(count) })}
      >
        {pieces.map(({ start, end, marks }) => {
          const [{ id, href }] = marks;
          const text =
            marks.length > 1
              ? t('timeline.many', {
                  count: String(marks.length),
                  titles: textOf(marks),
                })
              : textOf(marks);
          return (
            <li
              key={id}
              title={text}
              style={{
                insetInlineStart: `${start * 100}%`,
                inlineSize: `${(end - start) * 100}%`,
              }}
              data-many={marks.length > 1 ? true : undefined}
            >
              {marks.length === 1 && href ? (
                <Link href={href} className={styles.mark}>
                  <VisuallyHidden>{text}</VisuallyHidden>
                </Link>
              ) : (
                <span className={styles.mark}>
                  <VisuallyHidden>{text}</VisuallyHidden>
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
