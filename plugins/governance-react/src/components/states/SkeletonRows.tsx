import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { governanceTranslationRef } from '../../translation';
import styles from './states.module.css';
import { useTexts } from '../../hooks/useTexts';

/** Rows of the height of what is coming, so that the page does not jump. */
export function SkeletonRows(props: {
  rows?: number;
  /** Height of a row in pixels. */
  height?: number;
  /** What is loading, said to a screen reader. */
  what: string;
}) {
  const { t } = useTexts(governanceTranslationRef);
  const { rows = 5, height = 32, what } = props;
  return (
    <div className={styles.rows} role="status" aria-busy>
      <VisuallyHidden>{t('shared.async.loading', { what })}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton
          key={row}
          className={styles.skeleton}
          height={height}
          width="100%"
        />
      ))}
    </div>
  );
}
