import { RootConfigService } from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { Notification } from '@backstage/plugin-notifications-common';
import { durationToMilliseconds } from '@backstage/types';

const ROOT = 'notifications.processors.slack';

/** Where what is for everybody goes, of an origin, of a topic, or of both. */
interface Route {
  origin: string | undefined;
  topic: string | undefined;
  channels: string[];
}

/** A workspace of Slack. */
export interface SlackWorkspace {
  token: string;
  username: string | undefined;
  /** So many messages begin within an interval. */
  pace: { most: number; withinMs: number };
  broadcastChannels: string[];
  broadcastRoutes: Route[];
}

/** The configuration of Slack, as Backstage's Slack module has it. */
export function readSlackSettings(config: RootConfigService): {
  baseUrl: string;
  workspaces: SlackWorkspace[];
} {
  return {
    baseUrl: config.getString('app.baseUrl'),
    workspaces: config.getConfigArray(ROOT).map(readWorkspace),
  };
}

function readWorkspace(slack: Config): SlackWorkspace {
  const interval = 'throttleInterval';
  return {
    token: slack.getString('token'),
    username: slack.getOptionalString('username'),
    pace: {
      most: slack.getOptionalNumber('concurrencyLimit') ?? 10,
      withinMs: slack.has(interval)
        ? durationToMilliseconds(
            readDurationFromConfig(slack, { key: interval }),
          )
        : 60_000,
    },
    broadcastChannels: slack.getOptionalStringArray('broadcastChannels') ?? [],
    broadcastRoutes: (
      slack.getOptionalConfigArray('broadcastRoutes') ?? []
    ).map(route => ({
      origin: route.getOptionalString('origin'),
      topic: route.getOptionalString('topic'),
      channels: readChannels(route),
    })),
  };
}

function readChannels(route: Config): string[] {
  const channel: unknown = route.getOptional('channel');
  const channels = Array.isArray(channel) ? channel : [channel];
  if (!channels.every(each => typeof each === 'string' && each !== '')) {
    throw new InputError(
      `Invalid configuration. ${ROOT}[].broadcastRoutes[].channel is a channel of Slack or a list of them, such as C0123456789`,
    );
  }
  return channels as string[];
}

/** Where what is for everybody goes: by the route that says most of it, or to the channels for all. */
export function broadcastChannelsOf(
  { broadcastRoutes, broadcastChannels }: SlackWorkspace,
  { origin, payload }: Notification,
): string[] {
  const matching = broadcastRoutes.filter(
    route =>
      (route.origin ?? origin) === origin &&
      (route.topic ?? payload.topic) === payload.topic &&
      (route.origin !== undefined || route.topic !== undefined),
  );
  const weight = (route: Route) =>
    (route.origin === undefined ? 0 : 2) + (route.topic === undefined ? 0 : 1);
  const [best] = matching.sort((a, b) => weight(b) - weight(a));
  return best?.channels ?? broadcastChannels;
}
