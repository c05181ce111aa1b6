import { randomUUID } from 'crypto';
import { LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Notification } from '@backstage/plugin-notifications-common';
import {
  NotificationProcessor,
  NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import { MESSAGE_ID } from '@countersign/plugin-governance-node';
import { UntilKept } from '../keeping/UntilKept';
import { broadcastChannelsOf, SlackWorkspace } from './settings';
import { CHANNEL, SlackNotification, SlackStore } from './SlackStore';

const isUser = (ref: string) => ref.startsWith('user:');

/**
 * Keeps the Slack messages of each notification before the notification is acknowledged: one for a group's channel, one for
 * each person who is named, and one for each channel of what is for everybody.
 */
export class SlackProcessor implements NotificationProcessor {
  readonly #options: SlackProcessorOptions;
  readonly #keeping: UntilKept;

  constructor(options: SlackProcessorOptions) {
    this.#options = options;
    this.#keeping = new UntilKept({
      what: 'A message of Slack',
      logger: options.logger,
    });
  }

  /** The channel of people's settings, as Backstage's own processor calls it. */
  getName(): string {
    return 'SlackNotificationProcessor';
  }

  /** A group is told in its channel, whoever is in it. */
  async processOptions(
    options: NotificationSendOptions,
  ): Promise<NotificationSendOptions> {
    const { payload } = options;
    const channel = payload.metadata?.slackChannel;
    const groups = namedIn(options).filter(ref => !isUser(ref));
    const recipients =
      typeof channel === 'string' && groups.length > 0
        ? [CHANNEL + channel]
        : groups;
    await this.#keep({ payload }, randomUUID(), () => recipients);
    return options;
  }

  /** A person is told who is named, and not each member of a group that is. */
  async preProcess(
    notification: Notification,
    options: NotificationSendOptions,
  ): Promise<Notification> {
    const { user, payload, origin, id } = notification;
    await this.#keep({ payload, origin }, id, workspace => {
      if (user === null) {
        return broadcastChannelsOf(workspace, notification).map(
          channel => CHANNEL + channel,
        );
      }
      const ref = stringifyEntityRef(parseEntityRef(user));
      return namedIn(options).includes(ref) ? [ref] : [];
    });
    return notification;
  }

  stop(): void {
    this.#keeping.stop();
  }

  async #keep(
    notification: Omit<SlackNotification, 'workspace'>,
    otherwise: string,
    recipientsOf: (workspace: SlackWorkspace) => string[],
  ): Promise<void> {
    const { store, workspaces, onKept } = this.#options;
    const named = notification.payload.metadata?.[MESSAGE_ID];
    const message = typeof named === 'string' ? named : otherwise;
    const messages = workspaces.flatMap((workspace, position) =>
      [...new Set(recipientsOf(workspace))].map(recipient => ({
        message: `${position}/${message}`,
        recipient,
        notification: { workspace: position, ...notification },
      })),
    );
    if (messages.length === 0) return;
    await this.#keeping.keep(() => store.add(messages));
    onKept();
  }
}

/** The entities that a notification is for. */
function namedIn({ recipients }: NotificationSendOptions): string[] {
  return recipients.type === 'entity'
    ? [recipients.entityRef]
        .flat()
        .map(ref => stringifyEntityRef(parseEntityRef(ref)))
    : [];
}

interface SlackProcessorOptions {
  store: Pick<SlackStore, 'add'>;
  workspaces: readonly SlackWorkspace[];
  logger: LoggerService;
  /** There is a message in the outbox. */
  onKept: () => void;
}
