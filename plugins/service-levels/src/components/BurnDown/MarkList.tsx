import {
  AreaProblems,
  RowBoundary,
  ShortTime,
  useTexts,
} from '@countersign/plugin-governance-react';
import { serviceLevelsTranslationRef } from '../../translation';
import styles from './BurnDown.module.css';
import { MarkTitle } from './MarkTitle';
import { Marks } from './useMarks';

/** What is marked on the chart, for who does not see it and who wants to go there; and the areas that did not answer. */
export function MarkList({ marks }: { marks: Marks }) {
  const { t } = useTexts(serviceLevelsTranslationRef);
  const { all, answers } = marks;
  return (
    <>
      <AreaProblems answers={answers} />
      {all.length > 0 && (
        <details className={styles.marks}>
          <summary>{`${t('objective.burnDown.marks')} (${
            all.length
          })`}</summary>
          <ul className={styles.around}>
            {[...all]
              .reverse()
              .map(({ area, id, icon: Icon, record, href, title, at }) => (
                <li key={`${area} ${id}`}>
                  <RowBoundary name={record ?? title}>
                    <Icon size={14} aria-label={area} />
                    <ShortTime instant={new Date(at).toISOString()} />
                    <MarkTitle {...{ record, href, title }} />
                  </RowBoundary>
                </li>
              ))}
          </ul>
        </details>
      )}
    </>
  );
}
