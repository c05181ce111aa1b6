import { EventsService } from '@backstage/plugin-events-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { AreaPages } from '../links/AreaPages';
import { Deliver } from './OutboxDispatcher';
import { SignedWebhooks } from './SignedWebhooks';

/**
 * Where in the metadata of a notification its message is named. A notification that is sent again has the same, so that
 * whoever passes it on, by mail for example, does so once.
 */
export const MESSAGE_ID = 'countersign.dev/message';

/**
 * Delivers through Backstage's events, notifications and signals.
 *
 * @param area - `topic`: of the notifications, in words, for people read it and switch it on and off. `pages`: where the
 *   records that they are about have theirs. `webhooks`: whoever posts to targets, in an area that has some.
 */
export function createDeliver(
  services: {
    events: EventsService;
    notifications: NotificationService;
    signals: SignalsService;
  },
  area: {
    topic: string;
    pages: AreaPages;
    webhooks?: Pick<SignedWebhooks, 'post'>;
  },
): Deliver {
  const { events, notifications, signals } = services;
  return async (message, messageId) => {
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
            link: linkOf(message.link, area.pages),
            severity: message.severity,
            topic: area.topic,
            scope: message.scope,
            metadata: { [MESSAGE_ID]: messageId },
          },
        });
        break;
      case 'webhook':
        if (!area.webhooks) {
          throw new Error('This area posts to no webhook targets');
        }
        await area.webhooks.post(message);
        break;
      case 'mail':
      case 'slack':
        throw new Error(
          'An area sends neither mails nor messages of Slack: it notifies',
        );
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

/** A record is named by its number; a message of an earlier version has the path of its page. */
function linkOf(link: string, pages: AreaPages): string {
  return link.startsWith('/') ? link : pages.path(link);
}
