import { absoluteTime, spanText } from './format';
import { governanceTranslationRef } from '../../translation';
import { useNow } from '../../hooks/useNow';
import { useTexts } from '../../hooks/useTexts';

/** "3 h ago", with the absolute time, its zone and UTC on hover. */
export function RelativeTime(props: {
  instant: string;
  /** It has yet to happen: once its time has come it reads "any moment now", however long it takes. */
  isDue?: boolean;
}) {
  const { t } = useTexts(governanceTranslationRef);
  const now = useNow();
  const distance = Date.parse(props.instant) - now;
  // What cannot be read as an instant stands as it is.
  let text: string = Number.isNaN(distance)
    ? props.instant
    : t(props.isDue ? 'shared.time.due' : 'shared.time.now');
  if (distance >= 45_000)
    text = t('shared.time.in', { span: spanText(distance) });
  if (distance <= -45_000 && !props.isDue) {
    text = t('shared.time.ago', { span: spanText(distance) });
  }
  return (
    <time dateTime={props.instant} title={absoluteTime(props.instant)}>
      {text}
    </time>
  );
}
