import { ReactNode } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { governanceTranslationRef } from '../../translation';
import styles from './states.module.css';
import { useTexts } from '../../hooks/useTexts';

/** Catches what a row or a part of one throws, so that one odd record is one odd row and the others stand. */
export function RowBoundary(props: {
  /** What is shown, such as the number of a record: another one is tried anew. */
  name: string;
  children: ReactNode;
}) {
  const { name, children } = props;
  return (
    <ErrorBoundary fallback={<BrokenRow name={name} />} resetKeys={[name]}>
      {children}
    </ErrorBoundary>
  );
}

function BrokenRow(props: { name: string }) {
  const { t } = useTexts(governanceTranslationRef);
  return (
    <span className={styles.broken}>
      {t('shared.brokenRow', { name: props.name })}
    </span>
  );
}
