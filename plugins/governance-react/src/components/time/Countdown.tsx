import { useNow } from '../../hooks/useNow';
import { governanceTranslationRef } from '../../translation';
import { spanText } from './format';
import { TimeWindow } from '@countersign/plugin-governance-common';
import { useTexts } from '../../hooks/useTexts';

/**
 * How far off a window is: "starts in 3 h", then "40 min left", then "ended 2 h ago". By the second when it is near.
 */
export function Countdown(props: { window: TimeWindow }) {
  return <span role="timer">{useCountdown(props.window)}</span>;
}

/** What a {@link Countdown} says. */
export function useCountdown(window: TimeWindow): string {
  const { t } = useTexts(governanceTranslationRef);
  const start = Date.parse(window.start);
  const end = Date.parse(window.end);
  const coarse = useNow();
  const near =
    Math.min(Math.abs(start - coarse), Math.abs(end - coarse)) < 120_000;
  const fine = useNow(near ? 1000 : undefined);
  const now = near ? fine : coarse;

  let text: string = t('shared.time.ended', { span: spanText(now - end) });
  if (now < end) text = t('shared.time.left', { span: spanText(end - now) });
  if (now < start) {
    text = t('shared.time.startsIn', { span: spanText(start - now) });
  }
  return text;
}
