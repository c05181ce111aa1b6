import { randomUUID } from 'crypto';
import { BackendFeature } from '@backstage/backend-plugin-api';
import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import notificationsPlugin from '@backstage/plugin-notifications-backend';
import { NotificationPayload } from '@backstage/plugin-notifications-common';
import { JsonObject } from '@backstage/types';
import { MESSAGE_ID } from '@countersign/plugin-governance-node';
import {
  eventually,
  startTestPortal,
  TestPortal,
} from '@countersign/plugin-governance-test-utils';

/** A user who has no address, wherever messages go. */
export const zoe = 'user:default/zoe';

/** What somebody is notified of, and by which portal. */
export interface Notified
  extends Partial<Pick<NotificationPayload, 'link' | 'scope' | 'topic'>> {
  message?: string;
  from?: TestPortal;
}

/** Portals that notify, with one database between them, and what they keep to be sent. */
export class MessagesPortals {
  readonly #options: MessagesPortalsOptions;
  readonly #portals: TestPortal[] = [];

  constructor(options: MessagesPortalsOptions) {
    this.#options = options;
  }

  get all(): readonly TestPortal[] {
    return this.#portals;
  }

  get knex(): TestPortal['knex'] {
    return this.#portals[0].knex;
  }

  /** One more, on the database of the first. */
  async start(processors: JsonObject, module: BackendFeature) {
    const { databases, entities } = this.#options;
    const portal = await startTestPortal(databases, {
      knex: this.#portals[0]?.knex,
      pluginId: 'notifications',
      entities,
      config: {
        app: { baseUrl: 'https://portal.shop.example' },
        notifications: { processors },
      },
      features: [notificationsPlugin, module],
    });
    this.#portals.push(portal);
    return portal;
  }

  async stop() {
    // The first one's database is that of all.
    for (const portal of [...this.#portals].reverse()) await portal.stop();
  }

  /** Notifies, and gets an answer. */
  async notify(
    title: string,
    to: string[] | 'everybody',
    {
      message = randomUUID(),
      from = this.#portals[0],
      ...payload
    }: Notified = {},
  ) {
    const response = await fetch(`${from.baseUrl}/notifications`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: mockCredentials.service.header(),
      },
      body: JSON.stringify({
        recipients:
          to === 'everybody'
            ? { type: 'broadcast' }
            : { type: 'entity', entityRef: to },
        payload: { ...payload, title, metadata: { [MESSAGE_ID]: message } },
      }),
    });
    if (!response.ok) throw new Error(`${title}: ${await response.text()}`);
  }

  /** As if the delay before the next attempt had passed. */
  async passDelays() {
    // What a message says of a failure is there a moment before its delay is.
    await eventually(async () => {
      const leased = await this.knex('outbox').whereNotNull('lease');
      if (leased.length > 0) throw new Error('Some are on their way');
    });
    await this.knex('outbox').update({ next_attempt_at: new Date(0) });
    // It is sent nowhere, but whoever sends looks.
    await this.notify('Look again', [zoe]);
  }

  /** Somebody clears what was set aside. */
  async sendOn() {
    await this.knex('outbox').update({ parked_at: null, attempts: 0 });
    await this.passDelays();
  }

  /** What is kept of a notification. */
  messagesAbout(title: string) {
    return this.knex(this.#options.table)
      .whereRaw(`notification -> 'payload' ->> 'title' = ?`, [title])
      .orderBy('recipient');
  }

  /** What was told of the messages of a scope. */
  outcomesOf(scope: string) {
    return this.#portals
      .flatMap(({ events }) => events)
      .filter(({ topic }) => topic === this.#options.topic)
      .map(({ eventPayload }) => eventPayload as { scope?: string })
      .filter(outcome => outcome.scope === scope);
  }
}

interface MessagesPortalsOptions {
  databases: TestDatabases;
  table: 'mails' | 'slack_messages';
  /** On which what became of each is told. */
  topic: string;
  entities: Entity[];
}
