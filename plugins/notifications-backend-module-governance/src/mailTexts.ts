import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { Notification } from '@backstage/plugin-notifications-common';
import { notificationsEmailTemplateExtensionPoint } from '@backstage/plugin-notifications-backend-module-email';
import { resolveNotificationLink } from '@backstage/plugin-notifications-node';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string) =>
  text.replace(/[&<>"']/g, character => entities[character]);

/** The notification's own link, or the page of all notifications; always within the portal or absolute. */
function linkOf({ payload }: Notification, baseUrl: string): string {
  return (
    resolveNotificationLink(payload.link ?? '/notifications', baseUrl) ??
    baseUrl
  );
}

/** A notification as a mail in plain text. */
export function textOf(notification: Notification, baseUrl: string): string {
  const { description } = notification.payload;
  return [description, linkOf(notification, baseUrl)]
    .filter(Boolean)
    .join('\n\n');
}

/**
 * A notification as a mail in HTML. What people wrote stays text: a title that the e-mail processor would send as
 * markup could show approvers a link that only looks like ours.
 */
export function htmlOf(notification: Notification, baseUrl: string): string {
  const { description } = notification.payload;
  const link = escapeHtml(linkOf(notification, baseUrl));
  return `<p>${
    description
      ? `${escapeHtml(description).replaceAll('\n', '<br/>')}<br/>`
      : ''
  }<a href="${link}">${link}</a></p>`;
}

/** Writes the portal's mails. */
export const mailTexts = createBackendModule({
  pluginId: 'notifications',
  moduleId: 'mail-texts',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        mails: notificationsEmailTemplateExtensionPoint,
      },
      async init({ config, mails }) {
        const baseUrl = config.getString('app.baseUrl');
        mails.setTemplateRenderer({
          getText: async notification => textOf(notification, baseUrl),
          getHtml: async notification => htmlOf(notification, baseUrl),
        });
      },
    });
  },
});
