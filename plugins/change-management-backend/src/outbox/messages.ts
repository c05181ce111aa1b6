import { LedgerEntryInput } from '@countersign/plugin-ledger-common';
import {
  Change,
  CHANGE_EVENT_TOPIC,
  changeSignalChannel,
} from '@countersign/plugin-change-management-common';
import { OutboxMessage } from '../database/OutboxStore';

/** A CloudEvents 1.0 event for a ledger entry; its `id` is the entry's, so that a subscriber can tell a repeat. */
export function eventOf(
  entry: LedgerEntryInput & { id: string },
): OutboxMessage {
  return {
    kind: 'event',
    topic: CHANGE_EVENT_TOPIC,
    payload: {
      specversion: '1.0',
      id: entry.id,
      source: '/change-management',
      type: `countersign.${entry.type}`,
      subject: entry.subject,
      time: entry.occurredAt,
      datacontenttype: 'application/json',
      actor: entry.actor,
      data: entry.data,
    },
  };
}

/** Tells pages that show the change to fetch it again. */
export function refetchSignal(change: Pick<Change, 'id'>): OutboxMessage {
  return { kind: 'signal', channel: changeSignalChannel(change) };
}

/**
 * A notification about a change. Within one `occasion` of a change a repeated notification replaces the earlier one
 * instead of piling up.
 */
export function notificationOf(
  change: Pick<Change, 'number' | 'title' | 'type'>,
  about: {
    occasion: string;
    recipients: string[];
    /** Who caused it needs no telling. */
    exclude?: string[];
    sentence: string;
  },
): OutboxMessage {
  return {
    kind: 'notification',
    recipients: about.recipients,
    exclude: (about.exclude ?? []).filter(ref => ref.startsWith('user:')),
    title: `${change.number}: ${about.sentence}`,
    description: change.title,
    link: `/changes/${change.number}`,
    severity: change.type === 'emergency' ? 'high' : 'normal',
    scope: `change-management:${change.number}:${about.occasion}`,
  };
}
