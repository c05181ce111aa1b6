import {
  InboxAnswer,
  InboxItem,
  InboxSource,
} from '@countersign/plugin-governance-react';
import { ListAlerts } from '@countersign/plugin-service-levels-common';
import { serviceLevelsApiRef } from '../api';
import { pathsOf } from './pathsOf';
import { AlertsLinkText, TaskBadge } from './Texts';

/** So many of each kind are asked for; the lists show the rest. */
const ASKED = 12;

/** What waits for the reader: alerts of their teams that fire and nobody took, and objectives of which nothing is heard. */
export const loadInbox: InboxSource['load'] = async ({
  apis,
  signal,
  user,
  teams,
}): Promise<InboxAnswer> => {
  const api = apis.get(serviceLevelsApiRef)!;
  const paths = pathsOf(apis);
  const owner = [user, ...teams];
  const open: ListAlerts = { owner, state: ['firing'] };
  const [alerts, silent] = await Promise.all([
    api.listAlerts({ ...open, acknowledged: false, limit: ASKED }, { signal }),
    api.listObjectives({ owner, state: ['no-data'], limit: ASKED }, { signal }),
  ]);
  const told = new Set(alerts.items.map(({ objective }) => objective));
  const items: InboxItem[] = alerts.items.map(
    ({ number, title, severity, firedAt, pendingSince }) => ({
      id: number,
      record: number,
      href: paths.alert(number),
      title,
      task: <TaskBadge task="acknowledge" />,
      since: firedAt ?? pendingSince,
      // A page is due at once; a ticket has its place among what else waits.
      dueAt: severity === 'page' ? firedAt : undefined,
    }),
  );
  for (const { id, title, heardAt, evaluatedAt } of silent.items) {
    // One whose silence fires already stands there once.
    if (told.has(id)) continue;
    const since = heardAt ?? evaluatedAt;
    // What was defined a moment ago has not been looked at yet.
    if (!since) continue;
    items.push({
      id: `silent/${id}`,
      record: id,
      href: paths.objective(id),
      title,
      task: <TaskBadge task="look" />,
      since,
    });
  }
  const href = paths.alerts(open);
  return {
    items,
    links:
      href && alerts.count.value > 0
        ? [{ text: <AlertsLinkText count={alerts.count} />, href }]
        : [],
  };
};
