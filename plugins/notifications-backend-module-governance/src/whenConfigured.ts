import {
  BackendFeature,
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import emailModule from '@backstage/plugin-notifications-backend-module-email';
import slackModule from '@backstage/plugin-notifications-backend-module-slack';
import { mailTexts } from './mailTexts';
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
 * Backstage's e-mail processor, and how mails read.
 *
 * @public
 */
export const emailWhenConfigured = whenConfigured(
  'email',
  emailModule,
  mailTexts,
);

/**
 * How Slack messages read, for a portal that has `@backstage/plugin-notifications-backend-module-slack` already.
 *
 * @public
 */
export const slackTextsWhenConfigured = whenConfigured('slack', slackTexts);

/**
 * Backstage's Slack processor, and how its messages read.
 *
 * @public
 */
export const slackWhenConfigured = whenConfigured(
  'slack',
  slackModule,
  slackTexts,
);
