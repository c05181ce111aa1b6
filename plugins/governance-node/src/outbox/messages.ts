import { LedgerEntryInput } from '@countersign/plugin-ledger-common';
import { OutboxMessage } from './OutboxStore';

/**
 * A CloudEvents 1.0 event for a ledger entry; its `id` is the entry's, so that a subscriber can tell a repeat.
 *
 * @param from - `topic`: of Backstage's events. `pluginId`: whose entry it is.
 */
export function entryEvent(
  entry: LedgerEntryInput & { id: string },
  from: { topic: string; pluginId: string },
): OutboxMessage {
  return {
    kind: 'event',
    topic: from.topic,
    payload: {
      specversion: '1.0',
      id: entry.id,
      source: `/${from.pluginId}`,
      type: `countersign.${entry.type}`,
      subject: entry.subject,
      time: entry.occurredAt,
      datacontenttype: 'application/json',
      actor: entry.actor,
      data: entry.data,
    },
  };
}

/** Tells pages that listen on the channel to fetch again what they show. */
export function refetchSignal(channel: string): OutboxMessage {
  return { kind: 'signal', channel };
}

/** A record that people are told about. */
export interface NotifiedRecord {
  /** Of the plugin that owns it. */
  pluginId: string;
  /** As people call it: `CHG0000001`. */
  number: string;
  title: string;
  urgent?: boolean;
  /** Where to read about it, for one without a page of its own: a path within the portal. */
  path?: string;
}

/** Somebody has to act; something came out well; or it is good to know. The portal shows each with an icon of its own. */
export type NotificationWeight = 'act' | 'done' | 'news';

/** What people are told about a record. */
export interface NotificationAbout {
  occasion: string;
  recipients: string[];
  /** Who caused it needs no telling. */
  exclude?: string[];
  /** What follows the number: `needs your approval`. */
  words: string;
  weight: NotificationWeight;
}

/**
 * A notification about a record. Within one `occasion` of a record a repeated notification replaces the earlier one
 * instead of piling up.
 */
export function recordNotification(
  record: NotifiedRecord,
  about: NotificationAbout,
): OutboxMessage {
  const { pluginId, number, title, urgent, path } = record;
  return {
    kind: 'notification',
    recipients: about.recipients,
    exclude: (about.exclude ?? []).filter(ref => ref.startsWith('user:')),
    title: `${number} ${about.words}`,
    description: title,
    // Its page, found when the message is sent.
    link: path ?? number,
    severity: severityOf(about.weight, urgent),
    scope: `${pluginId}:${number}:${about.occasion}`,
  };
}

function severityOf(weight: NotificationWeight, urgent: boolean | undefined) {
  if (weight === 'act') return urgent ? 'critical' : 'high';
  return weight === 'done' ? 'normal' : 'low';
}
