import { AppTreeApi, AppNode } from '@backstage/frontend-plugin-api';
import { NotificationsClient } from '@backstage/plugin-notifications';

type Options = ConstructorParameters<typeof NotificationsClient>[0];
type Page = Awaited<ReturnType<NotificationsClient['getNotifications']>>;
type Notification = Page['notifications'][number];

const ORIGIN = /^plugin:(.+)$/;

/**
 * Backstage's client of notifications, which says where one comes from in words: `plugin:change-management` is the title of
 * that plugin. What settings and filters know is left as it is.
 */
export class NamedNotifications extends NotificationsClient {
  readonly #appTree: AppTreeApi;

  constructor(options: Options & { appTree: AppTreeApi }) {
    super(options);
    this.#appTree = options.appTree;
  }

  override async getNotifications(
    ...args: Parameters<NotificationsClient['getNotifications']>
  ): Promise<Page> {
    const page = await super.getNotifications(...args);
    return { ...page, notifications: page.notifications.map(this.#named) };
  }

  override async getNotification(id: string): Promise<Notification> {
    return this.#named(await super.getNotification(id));
  }

  readonly #named = (notification: Notification): Notification => {
    const pluginId = ORIGIN.exec(notification.origin)?.[1];
    return pluginId
      ? { ...notification, origin: this.#titleOf(pluginId) }
      : notification;
  };

  #titleOf(pluginId: string): string {
    const nodes: Iterable<AppNode> = this.#appTree
      .getTree()
      .tree.nodes.values();
    for (const { spec } of nodes) {
      const { pluginId: id, title } = spec.plugin;
      if (id === pluginId && title) return title;
    }
    const words = pluginId.replaceAll('-', ' ');
    return words[0].toUpperCase() + words.slice(1);
  }
}
