import {
  Change,
  CHANGE_EVENT_TOPIC,
} from '@countersign/plugin-change-management-common';
import {
  entryEvent,
  NotificationAbout,
  OutboxMessage,
  recordNotification,
} from '@countersign/plugin-governance-node';
import { LedgerEntryInput } from '@countersign/plugin-ledger-common';

const pluginId = 'change-management';

/** The event of a ledger entry. */
export function eventOf(
  entry: LedgerEntryInput & { id: string },
): OutboxMessage {
  return entryEvent(entry, { topic: CHANGE_EVENT_TOPIC, pluginId });
}

/** A notification about a change. */
export function notificationOf(
  change: Pick<Change, 'number' | 'title' | 'type'>,
  about: NotificationAbout,
): OutboxMessage {
  const { number, title, type } = change;
  return recordNotification(
    {
      pluginId,
      number,
      title,
      urgent: type === 'emergency',
    },
    about,
  );
}
