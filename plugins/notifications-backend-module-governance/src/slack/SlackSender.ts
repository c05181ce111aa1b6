import { AuthService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import { NotificationPayload } from '@backstage/plugin-notifications-common';
import { ANNOTATION_SLACK_BOT_NOTIFY } from '@backstage/plugin-notifications-backend-module-slack';
import { resolveNotificationLink } from '@backstage/plugin-notifications-node';
import {
  RefusedForGood,
  SLACK_TOPIC,
  SlackOutcome,
} from '@countersign/plugin-governance-node';
import { ErrorCode, WebClient } from '@slack/web-api';
import { KeptSender } from '../keeping/KeptSender';
import { Pace } from '../keeping/Pace';
import { blocksOf } from '../slackTexts';
import {
  CHANNEL,
  SlackMessage,
  SlackNotification,
  SlackStore,
} from './SlackStore';

/** A workspace, and by what it is reached. */
export interface OpenWorkspace {
  client: Pick<WebClient, 'chat' | 'users'>;
  username: string | undefined;
  pace: Pace;
}

/** What Slack answers to a message that it will never take, however often it is posted. */
const FOR_GOOD = new Set([
  'cannot_dm_bot',
  'channel_not_found',
  'invalid_arguments',
  'invalid_blocks',
  'is_archived',
  'msg_too_long',
  'no_text',
  'restricted_action',
  'user_not_found',
]);

const TOKEN =
  'give the entry of notifications.processors.slack a token that works';
const PLACE = 'correct PLACE';

/** What is to be done about what Slack answers; `PLACE` is where the channel or the person is named. */
const REMEDIES = new Map([
  ['account_inactive', TOKEN],
  ['cannot_dm_bot', PLACE],
  ['channel_not_found', PLACE],
  ['invalid_auth', TOKEN],
  ['is_archived', PLACE],
  ['missing_scope', 'give the app the scopes chat:write and users:read.email'],
  ['not_in_channel', 'invite the app to the channel, or correct PLACE'],
  ['token_expired', TOKEN],
  ['token_revoked', TOKEN],
  ['user_not_found', PLACE],
]);

const colors: Partial<
  Record<NonNullable<NotificationPayload['severity']>, string>
> = { critical: '#FF0000', high: '#FFA500' };
const USUAL_COLOR = '#00A699';

/** Posts the messages that the outbox hands out, each once Slack answers: what it has taken is never posted again. */
export class SlackSender {
  readonly #options: SlackSenderOptions;
  /** Sends each that is due, and says what became of it. */
  readonly sending: KeptSender<SlackNotification>;

  constructor(options: SlackSenderOptions) {
    this.#options = options;
    const { store, events } = options;
    this.sending = new KeptSender({
      ...{ store, events, isForGood, reasonOf },
      kind: 'slack',
      handOver: message => this.#post(message),
      topic: SLACK_TOPIC,
      about: aboutOf,
    });
  }

  async #post({
    recipient,
    notification: { workspace: position, payload },
  }: SlackMessage): Promise<'sent' | 'unaddressed'> {
    const { workspaces, baseUrl } = this.#options;
    const workspace = workspaces[position];
    if (!workspace) {
      throw new RefusedForGood(
        `notifications.processors.slack has no entry ${position + 1} any more`,
      );
    }
    const channel = recipient.startsWith(CHANNEL)
      ? recipient.slice(CHANNEL.length)
      : await this.#channelOf(recipient, workspace);
    if (!channel) return 'unaddressed';
    await workspace.pace.turn();
    await workspace.client.chat.postMessage({
      channel,
      text: payload.title,
      username: workspace.username,
      attachments: [
        {
          color: (payload.severity && colors[payload.severity]) ?? USUAL_COLOR,
          blocks: blocksOf({
            ...payload,
            link: resolveNotificationLink(payload.link, baseUrl),
          }),
          fallback: payload.title,
        },
      ],
    });
    return 'sent';
  }

  /** @throws when the catalog or Slack does not answer */
  async #channelOf(
    entityRef: string,
    { client }: OpenWorkspace,
  ): Promise<string | undefined> {
    const { catalog, auth } = this.#options;
    const entity: Entity | undefined = await catalog.getEntityByRef(entityRef, {
      credentials: await auth.getOwnServiceCredentials(),
    });
    const annotated =
      entity?.metadata.annotations?.[ANNOTATION_SLACK_BOT_NOTIFY];
    if (annotated || !entityRef.startsWith('user:')) return annotated;
    const profile = entity?.spec?.profile as { email?: string } | undefined;
    if (!profile?.email) return undefined;
    try {
      const { user } = await client.users.lookupByEmail({
        email: profile.email,
      });
      return user?.id;
    } catch (error) {
      if (answerOf(error) === 'users_not_found') return undefined;
      throw error;
    }
  }
}

function aboutOf({
  notification,
  recipient,
}: SlackMessage): Pick<
  SlackOutcome,
  'origin' | 'recipient' | 'scope' | 'workspace'
> {
  const { workspace, origin, payload } = notification;
  return {
    workspace,
    ...(origin && { origin }),
    ...(payload.scope && { scope: payload.scope }),
    ...(!recipient.startsWith(CHANNEL) && { recipient }),
  };
}

/** The word by which Slack says no; undefined where it said nothing. */
function answerOf(error: unknown): string | undefined {
  const { code, data } = error as { code?: string; data?: { error?: string } };
  return code === ErrorCode.PlatformError ? data?.error : undefined;
}

function reasonOf(
  error: unknown,
  { recipient }: SlackMessage,
): string | undefined {
  const answer = answerOf(error);
  if (answer === undefined) return undefined;
  const place = recipient.startsWith(CHANNEL)
    ? `${recipient.slice(CHANNEL.length)} where it is configured`
    : `${ANNOTATION_SLACK_BOT_NOTIFY} of ${recipient} in the catalog`;
  const remedy = REMEDIES.get(answer)?.replace('PLACE', place);
  return `Slack answers ${answer}${remedy ? `: ${remedy}` : ''}`;
}

function isForGood(error: unknown): boolean {
  return error instanceof RefusedForGood || FOR_GOOD.has(answerOf(error) ?? '');
}

interface SlackSenderOptions {
  store: SlackStore;
  workspaces: readonly OpenWorkspace[];
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  baseUrl: string;
  events: EventsService;
}
