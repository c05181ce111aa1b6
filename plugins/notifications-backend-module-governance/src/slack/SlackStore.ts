import { NotificationPayload } from '@backstage/plugin-notifications-common';
import { OutboxStore } from '@countersign/plugin-governance-node';
import { Knex } from 'knex';
import { KeptMessage, MessageStore } from '../keeping/MessageStore';

/** What is posted, and to which of the workspaces that are configured. */
export interface SlackNotification {
  workspace: number;
  /** Who notified; Backstage does not say it of what goes to a group. */
  origin?: string;
  payload: NotificationPayload;
}

/** A notification that is to be posted; its recipient is an entity, or a channel behind {@link CHANNEL}. */
export type SlackMessage = KeptMessage<SlackNotification>;

/** Begins a recipient that is a channel of Slack. */
export const CHANNEL = 'channel:';

/** Messages of Slack, and the messages of the outbox by which they leave. */
export class SlackStore extends MessageStore<SlackNotification> {
  constructor(knex: Knex, outbox: OutboxStore) {
    super(knex, outbox, { table: 'slack_messages', kind: 'slack' });
  }
}
