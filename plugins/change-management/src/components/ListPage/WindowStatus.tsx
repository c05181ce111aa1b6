import { ChangeSummary } from '@countersign/plugin-change-management-common';
import { Countdown, useNow } from '@countersign/plugin-governance-react';

/** How far off the window is: "starts in 3 h", "40 min left", "ended 2 h ago". What is over before its window has none. */
export function WindowStatus(props: {
  change: Pick<ChangeSummary, 'state' | 'window'>;
  /** Stands before it, where there is one. */
  before?: string;
}) {
  const { state, window } = props.change;
  const now = useNow();
  if (!window || state === 'canceled') return null;
  const isOver = state === 'review' || state === 'closed';
  if (isOver && Date.parse(window.end) > now) return null;
  return (
    <>
      {props.before}
      <Countdown window={window} />
    </>
  );
}
