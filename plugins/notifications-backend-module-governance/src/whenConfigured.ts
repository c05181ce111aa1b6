import {
  BackendFeature,
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';
import emailModule from '@backstage/plugin-notifications-backend-module-email';
import { mailTexts } from './mailTexts';

/** Features for portals that have a transport for mails: the e-mail processor does not start without one. */
const whenConfigured = (...features: BackendFeature[]) =>
  createBackendFeatureLoader({
    deps: { config: coreServices.rootConfig },
    loader: ({ config }) =>
      config.has('notifications.processors.email') ? features : [],
  });

/**
 * How mails read, for a portal that has `@backstage/plugin-notifications-backend-module-email` already.
 *
 * @public
 */
export const mailTextsWhenConfigured = whenConfigured(mailTexts);

/**
 * Backstage's e-mail processor, and how mails read.
 *
 * @public
 */
export const emailWhenConfigured = whenConfigured(emailModule, mailTexts);
