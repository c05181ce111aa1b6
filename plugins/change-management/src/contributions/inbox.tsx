import {
  ChangeState,
  ChangeSummary,
  ListChangesQuery,
} from '@countersign/plugin-change-management-common';
import {
  InboxAnswer,
  InboxItem,
  InboxSource,
} from '@countersign/plugin-governance-react';
import { changeManagementApiRef } from '../api';
import { InboxLinkText } from './InboxLinkText';
import { pathsOf } from './pathsOf';
import { ChangeTask, TaskBadge } from './TaskBadge';

/** So many of each kind are asked for; the list of changes shows the rest. */
const ASKED = 12;

const openStates: ChangeState[] = [
  'new',
  'assess',
  'authorize',
  'scheduled',
  'implement',
  'review',
];

/** What waits for the reader among the changes: approvals they can give, and the next step of their own changes. */
export const loadInbox: InboxSource['load'] = async ({
  apis,
  signal,
  user,
}): Promise<InboxAnswer> => {
  const api = apis.get(changeManagementApiRef)!;
  const paths = pathsOf(apis);
  const queries: Record<'approvals' | 'mine' | 'implements', ListChangesQuery> =
    {
      approvals: { awaitingMyApproval: true },
      mine: { requester: [user], state: openStates },
      implements: { implementer: [user], state: ['scheduled', 'implement'] },
    };
  const list = (query: ListChangesQuery) =>
    api.listChanges({ ...query, limit: ASKED }, { signal });
  const [approvals, mine, implemented] = await Promise.all([
    list(queries.approvals),
    list(queries.mine),
    list(queries.implements),
  ]);

  const now = Date.now();
  const items = new Map<string, InboxItem>();
  const add = (change: ChangeSummary, task?: ChangeTask, dueAt?: string) => {
    if (!task) return;
    const id = `${change.number}/${task}`;
    items.set(id, {
      id,
      record: change.number,
      href: paths.change(change.number),
      title: change.title,
      task: <TaskBadge task={task} isOverdue={isPast(dueAt, now)} />,
      dueAt,
      since: change.updatedAt,
    });
  };
  for (const change of approvals.items) {
    add(change, 'approve', change.approvalDueAt ?? change.window?.start);
  }
  for (const change of [...mine.items, ...implemented.items]) {
    add(change, ...nextTask(change, user, now));
  }
  const links = (['approvals', 'mine'] as const).flatMap(name => {
    const { count } = { approvals, mine }[name];
    const href = paths.list(queries[name]);
    return href && count.value > 0
      ? [{ text: <InboxLinkText list={name} count={count} />, href }]
      : [];
  });
  return { items: [...items.values()], links };
};

/** What a change needs from one of its people next, and until when; nothing while it waits for others. */
export function nextTask(
  change: ChangeSummary,
  user: string,
  now: number,
): [task?: ChangeTask, dueAt?: string] {
  const { state, window, requester, implementer = requester } = change;
  if (change.onHold) return requester === user ? ['resume'] : [];
  if (state === 'scheduled' || state === 'implement') {
    if (implementer !== user) return [];
    if (state === 'implement') return ['complete', window?.end];
    return isPast(window?.start, now) ? ['start', window?.end] : [];
  }
  if (requester !== user) return [];
  switch (state) {
    case 'new':
      return ['submit'];
    case 'assess':
      return ['resolve', window?.start];
    case 'authorize':
      return change.approvalStatus === 'changes_requested'
        ? ['revise', window?.start]
        : [];
    case 'review':
      return ['close'];
    default:
      return [];
  }
}

function isPast(instant: string | undefined, now: number): boolean {
  return instant !== undefined && Date.parse(instant) <= now;
}
