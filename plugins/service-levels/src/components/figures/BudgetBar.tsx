import styles from './figures.module.css';

/** Below this much it is getting scarce. */
const SCARCE = 0.25;

/**
 * What is left of a budget, as a bar. Where more was spent than there was, the bar is as long as all that was spent: its
 * first part is the budget, and the hatched rest what nobody had allowed. The same stands beside it in words.
 */
export function BudgetBar(props: { left: number | undefined }) {
  const { left } = props;
  if (left === undefined) {
    return <span className={`${styles.bar} ${styles.unknown}`} aria-hidden />;
  }
  if (left < 0) {
    const budget = 1 / (1 - left);
    return (
      <span className={styles.bar} aria-hidden>
        <span
          className={styles.gone}
          style={{ inlineSize: `${budget * 100}%` }}
        />
        <span
          className={styles.overspent}
          style={{ inlineSize: `${(1 - budget) * 100}%` }}
        />
      </span>
    );
  }
  return (
    <span className={styles.bar} aria-hidden>
      <span
        className={left <= SCARCE ? styles.scarce : styles.left}
        style={{ inlineSize: `${Math.min(1, left) * 100}%` }}
      />
    </span>
  );
}
