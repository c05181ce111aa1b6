import { LoggerService } from '@backstage/backend-plugin-api';
import {
  Notification,
  NotificationProcessorFilters,
} from '@backstage/plugin-notifications-common';
import { NotificationProcessor } from '@backstage/plugin-notifications-node';
import { MESSAGE_ID } from '@countersign/plugin-governance-node';
import { UntilKept } from '../keeping/UntilKept';
import { EVERYBODY, MailStore } from './MailStore';

/** Keeps the mail of each notification before the notification is acknowledged: of each message there is one. */
export class MailProcessor implements NotificationProcessor {
  readonly #options: MailProcessorOptions;
  readonly #keeping: UntilKept;

  constructor(options: MailProcessorOptions) {
    this.#options = options;
    this.#keeping = new UntilKept({ what: 'A mail', logger: options.logger });
  }

  /** The channel of people's settings, as Backstage's own processor calls it. */
  getName(): string {
    return 'Email';
  }

  getNotificationFilters(): NotificationProcessorFilters {
    return this.#options.filters;
  }

  async preProcess(notification: Notification): Promise<Notification> {
    const { store, onKept } = this.#options;
    const named = notification.payload.metadata?.[MESSAGE_ID];
    await this.#keeping.keep(() =>
      store.add([
        {
          message: typeof named === 'string' ? named : notification.id,
          recipient: notification.user?.toLowerCase() ?? EVERYBODY,
          notification,
        },
      ]),
    );
    onKept();
    return notification;
  }

  stop(): void {
    this.#keeping.stop();
  }
}

interface MailProcessorOptions {
  store: Pick<MailStore, 'add'>;
  filters: NotificationProcessorFilters;
  logger: LoggerService;
  /** There is a mail in the outbox. */
  onKept: () => void;
}
