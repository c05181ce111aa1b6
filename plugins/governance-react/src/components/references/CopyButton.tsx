import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import { governanceTranslationRef } from '../../translation';
import styles from './CopyButton.module.css';
import { useTexts } from '../../hooks/useTexts';

/** Copies a reference: a number, a digest, a command. */
export function CopyButton(props: {
  text: string;
  /** What is copied, when the text itself is too long to be said. */
  name?: string;
}) {
  const { t } = useTexts(governanceTranslationRef);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  const label = copied
    ? t('shared.number.copied')
    : t('shared.number.copy', { number: props.name ?? props.text });
  return (
    <button
      type="button"
      className={styles.copy}
      aria-label={label}
      title={label}
      onClick={event => {
        event.stopPropagation();
        navigator.clipboard.writeText(props.text).then(
          () => setCopied(true),
          () => setCopied(false),
        );
      }}
    >
      {copied ? <RiCheckLine size={14} /> : <RiFileCopyLine size={14} />}
    </button>
  );
}
