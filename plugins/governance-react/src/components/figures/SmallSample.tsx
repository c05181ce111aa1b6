import { RiErrorWarningLine } from '@remixicon/react';
import { governanceTranslationRef } from '../../translation';
import { isSmall } from './figures';
import styles from './figures.module.css';
import { useTexts } from '../../hooks/useTexts';

/** Says so where a figure rests on few records. */
export function SmallSample(props: { n: number }) {
  const { t } = useTexts(governanceTranslationRef);
  if (!isSmall(props.n)) return null;
  return (
    <span
      className={styles.small}
      title={t('figure.smallDetail', { n: String(props.n) })}
    >
      <RiErrorWarningLine size={14} aria-hidden />
      {t('figure.small')}
    </span>
  );
}
