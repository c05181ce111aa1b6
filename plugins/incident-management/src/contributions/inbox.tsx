import {
  InboxAnswer,
  InboxItem,
  InboxSource,
} from '@countersign/plugin-governance-react';
import {
  ListedIncident,
  ListIncidents,
} from '@countersign/plugin-incident-management-common';
import { incidentManagementApiRef } from '../api';
import { pathsOf } from './pathsOf';
import {
  ActBadge,
  IncidentTask,
  OverdueText,
  TaskBadge,
  UntakenText,
} from './Texts';

/** So many of each kind are asked for; the list shows the rest. */
const ASKED = 12;

/** What waits for the reader: incidents that nobody took, of their teams or that they were paged about, and those that they lead. */
export const loadInbox: InboxSource['load'] = async ({
  apis,
  signal,
  user,
  teams,
}): Promise<InboxAnswer> => {
  const api = apis.get(incidentManagementApiRef)!;
  const paths = pathsOf(apis);
  const list = (query: ListIncidents) =>
    api.listIncidents({ ...query, limit: ASKED, sort: 'priority' }, { signal });
  const everyone = [user, ...teams];
  const [untaken, paged, mine, overdue] = await Promise.all([
    list({ team: everyone, state: ['triage', 'new'] }),
    list({ paged: everyone, state: ['new'] }),
    list({ mine: true, open: true }),
    api.listActions({ mine: true, overdue: true, limit: ASKED }, { signal }),
  ]);
  const pages = new Set(paged.items.map(({ number }) => number));
  const items = new Map<string, InboxItem>();
  for (const incident of [...untaken.items, ...paged.items, ...mine.items]) {
    const task = taskOf(incident, user);
    if (!task) continue;
    const { number, title, opened, priority, update } = incident;
    items.set(number, {
      id: number,
      record: number,
      href: paths.incident(number),
      title,
      task: <TaskBadge task={task} />,
      since: opened.at,
      dueAt:
        task === 'update'
          ? update?.nextAt
          : urgentSince(task, priority, pages.has(number), opened.at),
    });
  }
  for (const { id, incident, text, dueAt, added } of overdue.items) {
    items.set(id, {
      id,
      record: incident,
      href: paths.review(incident),
      title: text,
      task: <ActBadge />,
      since: added.at,
      dueAt,
    });
  }
  const late = paths.actions({ mine: true, overdue: true });
  const href = paths.list({
    state: ['triage', 'new'],
    team: everyone,
  });
  return {
    items: [...items.values()],
    links: [
      ...(href && untaken.count.value > 0
        ? [{ text: <UntakenText count={untaken.count} />, href }]
        : []),
      ...(late && overdue.count.value > overdue.items.length
        ? [{ text: <OverdueText count={overdue.count} />, href: late }]
        : []),
    ],
  };
};

/** What an incident needs from the reader next; nothing where others have it. */
export function taskOf(
  incident: Pick<
    ListedIncident,
    'state' | 'roles' | 'acknowledged' | 'updateOverdue'
  >,
  user: string,
): IncidentTask | undefined {
  const { state, roles, acknowledged, updateOverdue } = incident;
  if (state === 'triage') return 'accept';
  if (state === 'new') return 'acknowledge';
  const leads = (roles.commander ?? acknowledged?.by) === user;
  if (
    updateOverdue &&
    (roles.communications ? roles.communications === user : leads)
  ) {
    return 'update';
  }
  return state === 'in-progress' && leads ? 'resolve' : undefined;
}

/** What is critical or high, or pages somebody, is due from the moment it is known; the rest has its place among what else waits. */
function urgentSince(
  task: IncidentTask,
  priority: number,
  pages: boolean,
  openedAt: string,
): string | undefined {
  return task === 'acknowledge' && (priority <= 2 || pages)
    ? openedAt
    : undefined;
}
