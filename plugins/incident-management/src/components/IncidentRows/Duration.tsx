import { spanText, useNow } from '@countersign/plugin-governance-react';
import { ListedIncident } from '@countersign/plugin-incident-management-common';

/** How long the impact lasted, or has been lasting; of one that was canceled there is none. */
export function Duration({ incident }: { incident: ListedIncident }) {
  const { times, state } = incident;
  const now = useNow();
  if (state === 'canceled') return <>—</>;
  const over = times.restored ?? times.resolved;
  const end = over ? Date.parse(over) : now;
  return <>{spanText(Math.max(0, end - Date.parse(times.started)))}</>;
}
