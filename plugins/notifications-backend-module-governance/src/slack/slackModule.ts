import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationsProcessingExtensionPoint } from '@backstage/plugin-notifications-node';
import { OutboxStore } from '@countersign/plugin-governance-node';
import { LogLevel, WebClient } from '@slack/web-api';
import { openMessages } from '../keeping/openMessages';
import { Pace } from '../keeping/Pace';
import { startSending } from '../keeping/startSending';
import { readSlackSettings } from './settings';
import { SlackProcessor } from './SlackProcessor';
import { SlackSender } from './SlackSender';
import { SlackStore } from './SlackStore';

/** Whoever has not answered by then may have taken the message, and gets it again. */
const TIMEOUT_MS = 30_000;

/**
 * Posts the portal's notifications to Slack, and loses none.
 *
 * @param options - `apiUrl`: where Slack is, when it is not where everybody's is.
 */
export const createSlackModule = ({ apiUrl }: { apiUrl?: string } = {}) =>
  createBackendModule({
    pluginId: 'notifications',
    moduleId: 'governance-slack',
    register(env) {
      env.registerInit({
        deps: {
          auth: coreServices.auth,
          catalog: catalogServiceRef,
          config: coreServices.rootConfig,
          database: coreServices.database,
          events: eventsServiceRef,
          lifecycle: coreServices.lifecycle,
          logger: coreServices.logger,
          metrics: metricsServiceRef,
          processing: notificationsProcessingExtensionPoint,
          scheduler: coreServices.scheduler,
        },
        async init(deps) {
          const { baseUrl, workspaces } = readSlackSettings(deps.config);
          const knex = await openMessages(deps.database, {
            need: 'Messages of Slack need PostgreSQL',
            otherwise:
              'post them with @backstage/plugin-notifications-backend-module-slack',
          });
          const outbox = new OutboxStore(['slack']);
          const store = new SlackStore(knex, outbox);
          const sender = new SlackSender({
            ...deps,
            store,
            baseUrl,
            workspaces: workspaces.map(({ token, username, pace }) => ({
              client: new WebClient(token, {
                ...(apiUrl && { slackApiUrl: apiUrl }),
                timeout: TIMEOUT_MS,
                // The outbox says what was not taken, and tries again, also after a restart.
                logLevel: LogLevel.ERROR,
                retryConfig: { retries: 0 },
                rejectRateLimitedCalls: true,
              }),
              username,
              pace: new Pace(pace),
            })),
          });
          const longestTurn = Math.max(
            ...workspaces.map(({ pace }) => pace.withinMs),
          );
          const sending = await startSending(deps, {
            ...{ knex, outbox, store },
            name: 'slack-messages',
            metric: 'notifications.slack',
            words: {
              waiting: 'Messages that Slack has not taken yet',
              parked: 'Messages of Slack that are given up and set aside',
            },
            sender: sender.sending,
            // It waits for its turn, looks somebody up, and posts.
            timeoutMs: longestTurn + 3 * TIMEOUT_MS,
          });
          const processor = new SlackProcessor({
            store,
            workspaces,
            logger: deps.logger,
            onKept: () => sending.wake(),
          });
          deps.lifecycle.addShutdownHook(() => processor.stop());
          deps.processing.addProcessor(processor);
        },
      });
    },
  });
