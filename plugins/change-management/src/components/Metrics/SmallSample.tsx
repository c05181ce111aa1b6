import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiErrorWarningLine } from '@remixicon/react';
import { changeManagementTranslationRef } from '../../translation';
import { isSmall } from './figures';
import styles from './Metrics.module.css';

/** Says so where a figure rests on few changes. */
export function SmallSample(props: { n: number }) {
  const { t } = useTranslationRef(changeManagementTranslationRef);
  if (!isSmall(props.n)) return null;
  return (
    <span
      className={styles.small}
      title={t('metrics.figure.smallDetail', { n: String(props.n) })}
    >
      <RiErrorWarningLine size={14} aria-hidden />
      {t('metrics.figure.small')}
    </span>
  );
}
