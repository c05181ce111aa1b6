import {
  BackendFeature,
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import emailModule from '@backstage/plugin-notifications-backend-module-email';
import { mailModule } from './mail/mailModule';
import { whoSendsMails } from './mail/settings';
import { mailTexts } from './mailTexts';
import { createSlackModule } from './slack/slackModule';
import { slackTexts } from './slackTexts';

/** Features for portals that have what they send by: no processor starts without it. */
const whenConfigured = (
  processor: 'email' | 'slack',
  ...features: BackendFeature[]
) =>
  createBackendFeatureLoader({
    deps: { config: coreServices.rootConfig },
    loader: ({ config }) =>
      config.has(`notifications.processors.${processor}`) ? features : [],
  });

/**
 * How mails read, for a portal that has `@backstage/plugin-notifications-backend-module-email` already.
 *
 * @public
 */
export const mailTextsWhenConfigured = whenConfigured('email', mailTexts);

/**
 * Mails that are neither lost nor doubled. The transports of AWS and Azure are those of Backstage's e-mail processor, which
 * sends each mail once and gives up.
 *
 * @public
 */
export const emailWhenConfigured = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  loader: ({ config }) => {
    if (!config.has('notifications.processors.email')) return [];
    return whoSendsMails(config) === 'we'
      ? [mailModule]
      : [emailModule, mailTexts];
  },
});

/**
 * How Slack messages read, for a portal that has `@backstage/plugin-notifications-backend-module-slack` already.
 *
 * @public
 */
export const slackTextsWhenConfigured = whenConfigured('slack', slackTexts);

/**
 * Messages of Slack that are neither lost nor doubled.
 *
 * @public
 */
export const slackWhenConfigured = whenConfigured('slack', createSlackModule());
