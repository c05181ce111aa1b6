import styles from './reading.module.css';

/** A query or another text that is read as it is. */
export function Code({ text, label }: { text: string; label: string }) {
  return (
    // A long text scrolls, by keyboard too (WCAG 2.1.1).
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className={styles.code} aria-label={label} tabIndex={0} role="region">
      {text}
    </pre>
  );
}
