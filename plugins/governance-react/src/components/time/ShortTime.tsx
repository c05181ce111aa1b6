import { absoluteTime, shortTime } from './format';
import { useNow } from '../../hooks/useNow';

/** "Tue 24 Nov, 22:00 CET", with the year and UTC on hover. */
export function ShortTime(props: { instant: string }) {
  const { instant } = props;
  return (
    <time dateTime={instant} title={absoluteTime(instant)}>
      {shortTime(instant, useNow())}
    </time>
  );
}
