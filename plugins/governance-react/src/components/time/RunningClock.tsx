import { useNow } from '../../hooks/useNow';
import { absoluteTime, clockText, spanText } from './format';
import styles from './RunningClock.module.css';

/** How long something has been going on, by the second: "7:42", "3:07:42". Once it is over, how long it took. */
export function RunningClock(props: {
  since: string;
  /** When it was over. */
  until?: string;
}) {
  const { since, until } = props;
  const now = useNow(until ? undefined : 1000);
  const span = (until ? Date.parse(until) : now) - Date.parse(since);
  const title = [since, until].flatMap(at => (at ? absoluteTime(at) : []));
  if (until) {
    return <span title={title.join(' – ')}>{spanText(span)}</span>;
  }
  return (
    <span role="timer" className={styles.clock} title={title.join()}>
      {clockText(span)}
    </span>
  );
}
