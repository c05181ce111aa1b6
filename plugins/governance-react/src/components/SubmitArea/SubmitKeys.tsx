import { governanceTranslationRef } from '../../translation';
import styles from './SubmitKeys.module.css';
import { useTexts } from '../../hooks/useTexts';

/** The keys that send what was typed, as the reader's own keyboard has them. */
export function SubmitKeys() {
  const { t } = useTexts(governanceTranslationRef);
  return (
    <span className={styles.keys}>
      <kbd>{isApple() ? '⌘' : 'Ctrl'}</kbd> <kbd>Enter</kbd>{' '}
      {t('shared.keys.send')}
    </span>
  );
}

function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}
