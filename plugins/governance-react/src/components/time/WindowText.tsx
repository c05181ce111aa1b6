import { useNow } from '../../hooks/useNow';
import { governanceTranslationRef } from '../../translation';
import { absoluteTime, windowText } from './format';
import { useCountdown } from './Countdown';
import { RelativeTime } from './RelativeTime';
import { TimeWindow } from '@countersign/plugin-governance-common';
import { useTexts } from '../../hooks/useTexts';

/** "Tue 24 Nov, 22:00–23:30 CET · in 3 h", then "… · 40 min left", then "… · ended 2 h ago"; with UTC on hover. */
export function WindowText(props: {
  window?: TimeWindow;
  /** Leaves out the "in 3 h", where a countdown stands beside it. */
  hideRelative?: boolean;
}) {
  const { t } = useTexts(governanceTranslationRef);
  const now = useNow();
  const { window, hideRelative } = props;
  if (!window) return <span>{t('shared.time.noWindow')}</span>;
  return (
    <span title={`${absoluteTime(window.start)} – ${absoluteTime(window.end)}`}>
      {windowText(window, now)}
      {!hideRelative && (
        <>
          {' · '}
          {now < Date.parse(window.start) ? (
            <RelativeTime instant={window.start} />
          ) : (
            <HowFar window={window} />
          )}
        </>
      )}
    </span>
  );
}

/** No timer, as the countdown of a page's own record is: a page may tell of many windows. */
function HowFar(props: { window: TimeWindow }) {
  return <>{useCountdown(props.window)}</>;
}
