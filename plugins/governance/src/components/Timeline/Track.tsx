import { Link } from '@backstage/ui';
import { EntityTrack } from '@countersign/plugin-governance-react';
import { Span, trackLines } from './strip';
import styles from './TimelineStrip.module.css';

/** The box that lines are drawn in; how large it is shown is the style's to say. */
const WIDTH = 1000;
const HEIGHT = 100;

/** A share along the time, as the words beside it say it; what is beneath the line is overspent. */
export function Track(props: {
  track: EntityTrack & { area: string };
  span: Span;
}) {
  const { track, span } = props;
  const { text, href } = track;
  const { lines, zero } = trackLines(
    track.points.map(({ at, share }) => ({ at: Date.parse(at), share })),
    span,
  );
  return (
    <div className={styles.track}>
      <span className={styles.name}>
        {href ? <Link href={href}>{text}</Link> : text}
      </span>
      <svg
        className={styles.budget}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden
      >
        <line
          x1={0}
          x2={WIDTH}
          y1={zero * HEIGHT}
          y2={zero * HEIGHT}
          className={styles.zero}
        />
        {lines.map(points => (
          <polyline
            key={points[0].x}
            points={points
              .map(({ x, y }) => `${round(x * WIDTH)},${round(y * HEIGHT)}`)
              .join(' ')}
          />
        ))}
      </svg>
    </div>
  );
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}
