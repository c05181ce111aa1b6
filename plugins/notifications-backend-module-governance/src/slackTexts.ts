import { createBackendModule } from '@backstage/backend-plugin-api';
import { NotificationPayload } from '@backstage/plugin-notifications-common';
import { notificationsSlackBlockKitExtensionPoint } from '@backstage/plugin-notifications-backend-module-slack';

/** Slack cuts a text off here, and refuses a longer one. */
const LONGEST_TEXT = 3_000;

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
};

/** What somebody wrote stays text: Slack would show `<https://…|Approve here>` as a link that only looks like ours. */
function escaped(text: string): string {
  return text.replace(/[&<>]/g, character => escapes[character]);
}

/** As much as Slack takes, with no half of an escaped character at its end. */
const cutOff = (text: string) =>
  text.length > LONGEST_TEXT
    ? text.slice(0, LONGEST_TEXT).replace(/&[a-z]*$/, '')
    : text;

/** A notification as Slack shows it: what it is, what about, and a button that leads there. */
export function blocksOf({ title, description, link }: NotificationPayload) {
  const text = cutOff(
    [`*${escaped(title)}*`, escaped(description ?? '')]
      .filter(Boolean)
      .join('\n'),
  );
  return [
    { type: 'section' as const, text: { type: 'mrkdwn' as const, text } },
    ...(link
      ? [
          {
            type: 'actions' as const,
            elements: [
              {
                type: 'button' as const,
                text: { type: 'plain_text' as const, text: 'Open' },
                url: link,
                action_id: 'open',
              },
            ],
          },
        ]
      : []),
  ];
}

/** Writes the portal's Slack messages. */
export const slackTexts = createBackendModule({
  pluginId: 'notifications',
  moduleId: 'slack-texts',
  register(env) {
    env.registerInit({
      deps: { messages: notificationsSlackBlockKitExtensionPoint },
      async init({ messages }) {
        messages.setBlockKitRenderer(blocksOf);
      },
    });
  },
});
