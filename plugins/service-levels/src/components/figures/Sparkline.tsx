import styles from './figures.module.css';

const WIDTH = 96;
const HEIGHT = 24;
const EDGE = 2;

/** The small picture of a burn-down; what it ends at stands beside it in words. Beneath the dashed line it is overspent. */
export function Sparkline(props: { trend: readonly number[] }) {
  const { trend } = props;
  if (trend.length < 2) return null;
  const lowest = Math.min(0, ...trend);
  const y = (left: number) =>
    EDGE + ((1 - left) / (1 - lowest)) * (HEIGHT - 2 * EDGE);
  const x = (i: number) => EDGE + (i / (trend.length - 1)) * (WIDTH - 2 * EDGE);
  const last = trend[trend.length - 1];
  return (
    <svg
      className={last > 0 ? styles.spark : `${styles.spark} ${styles.spent}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      aria-hidden
    >
      <line x1={0} x2={WIDTH} y1={y(0)} y2={y(0)} className={styles.zero} />
      <polyline
        points={trend.map((left, i) => `${x(i)},${y(left)}`).join(' ')}
      />
      <circle cx={x(trend.length - 1)} cy={y(last)} r={EDGE} />
    </svg>
  );
}
