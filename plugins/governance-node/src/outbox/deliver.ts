import { EventsService } from '@backstage/plugin-events-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { Deliver } from './OutboxDispatcher';

/**
 * Delivers through Backstage's events, notifications and signals.
 *
 * @param pluginId - The topic of the notifications: what people switch on and off.
 */
export function createDeliver(
  services: {
    events: EventsService;
    notifications: NotificationService;
    signals: SignalsService;
  },
  pluginId: string,
): Deliver {
  const { events, notifications, signals } = services;
  return async message => {
    switch (message.kind) {
      case 'event':
        await events.publish({
          topic: message.topic,
          eventPayload: message.payload,
        });
        break;
      case 'notification':
        await notifications.send({
          recipients: {
            type: 'entity',
            entityRef: message.recipients,
            excludeEntityRef: message.exclude,
          },
          payload: {
            title: message.title,
            description: message.description,
            link: message.link,
            severity: message.severity,
            topic: pluginId,
            scope: message.scope,
          },
        });
        break;
      default:
        // Whoever has a socket may hear it, without signing in: it says nothing.
        await signals.publish({
          recipients: { type: 'broadcast' },
          channel: message.channel,
          message: { action: 'refetch' },
        });
    }
  };
}
