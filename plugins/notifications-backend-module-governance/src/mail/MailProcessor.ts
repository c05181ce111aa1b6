import { setTimeout as wait } from 'timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  Notification,
  NotificationProcessorFilters,
} from '@backstage/plugin-notifications-common';
import { NotificationProcessor } from '@backstage/plugin-notifications-node';
import { MESSAGE_ID } from '@countersign/plugin-governance-node';
import { EVERYBODY, MailStore } from './MailStore';

const LONGEST_DELAY_MS = 30_000;

/**
 * Keeps the mail of each notification before the notification is acknowledged. Backstage acknowledges what a processor
 * failed to do, so this one does not fail: it answers once the mail is kept. Whoever notifies and gets no answer notifies
 * again, under the same message, of which there is one mail.
 */
export class MailProcessor implements NotificationProcessor {
  readonly #options: MailProcessorOptions;
  readonly #stopped = new AbortController();

  constructor(options: MailProcessorOptions) {
    this.#options = options;
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
    await this.#untilDone(() =>
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
    this.#stopped.abort();
  }

  async #untilDone(keep: () => Promise<void>): Promise<void> {
    const { signal } = this.#stopped;
    for (
      let delayMs = 100;
      ;
      delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS)
    ) {
      try {
        await keep();
        return;
      } catch (error) {
        this.#options.logger.warn(
          `A mail could not be kept and will be tried again in ${delayMs} ms: ${stringifyError(
            error,
          )}`,
        );
        try {
          await wait(delayMs, undefined, { signal });
        } catch {
          // The portal stops: without an answer, it is notified again.
          await new Promise(() => {});
        }
      }
    }
  }
}

interface MailProcessorOptions {
  store: Pick<MailStore, 'add'>;
  filters: NotificationProcessorFilters;
  logger: LoggerService;
  /** There is a mail in the outbox. */
  onKept: () => void;
}
