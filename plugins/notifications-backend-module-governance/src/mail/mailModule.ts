import {
  coreServices,
  createBackendModule,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationsProcessingExtensionPoint } from '@backstage/plugin-notifications-node';
import {
  migrateShared,
  OutboxDispatcher,
  OutboxStore,
} from '@countersign/plugin-governance-node';
import { migrateInOne } from '@countersign/plugin-ledger-node';
import { Addresses } from './Addresses';
import { createTransport, MAIL_TIMEOUT_MS } from './createTransport';
import { MailProcessor } from './MailProcessor';
import { MailSender } from './MailSender';
import { MailStore } from './MailStore';
import { Pace } from './Pace';
import { readMailSettings } from './settings';

/** A notification comes again for about a day; what was mailed is known for longer. */
const KEPT_MS = 30 * 24 * 3600 * 1000;

/** Sends the portal's notifications by mail, and loses none. */
export const mailModule = createBackendModule({
  pluginId: 'notifications',
  moduleId: 'governance-mails',
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
        const { config, database, lifecycle, logger, metrics, scheduler } =
          deps;
        const settings = readMailSettings(config);
        const knex = await database.getClient();
        const { client } = knex.client.config;
        if (client !== 'pg') {
          throw new Error(
            `Mails need PostgreSQL, but backend.database.client is '${client}'. Set it to 'pg', or send mails with @backstage/plugin-notifications-backend-module-email.`,
          );
        }
        if (!database.migrations?.skip) {
          await migrateShared(knex);
          await migrateInOne(knex, {
            directory: resolvePackagePath(
              '@countersign/plugin-notifications-backend-module-governance',
              'migrations',
            ),
            tableName: 'governance_mail_knex_migrations',
          });
        }
        const outbox = new OutboxStore();
        const store = new MailStore(knex, outbox);
        const transporter = createTransport(settings.transport);
        const sender = new MailSender({
          ...deps,
          store,
          settings,
          transporter,
          addresses: new Addresses({ ...deps, settings }),
          pace: new Pace(settings.pace),
        });
        const dispatcher = new OutboxDispatcher({
          knex,
          store: outbox,
          deliver: sender.deliver,
          onParked: sender.parked,
          timeoutMs: MAIL_TIMEOUT_MS,
          logger,
        });
        const processor = new MailProcessor({
          store,
          filters: settings.filters,
          logger,
          onKept: () => dispatcher.wake(),
        });
        deps.processing.addProcessor(processor);
        for (const [state, description] of [
          ['waiting', 'Mails that no server has taken yet'],
          ['parked', 'Mails that are given up and set aside'],
        ] as const) {
          metrics
            .createObservableGauge(`notifications.mails.${state}`, {
              description,
            })
            .addCallback(async result => {
              result.observe(await store.count(state));
            });
        }
        await scheduler.scheduleTask({
          id: 'send-mails',
          frequency: { seconds: 5 },
          timeout: { minutes: 5 },
          scope: 'local',
          fn: async () => dispatcher.wake(),
        });
        await scheduler.scheduleTask({
          id: 'forget-mails',
          frequency: { hours: 24 },
          timeout: { minutes: 5 },
          fn: () => store.forget(new Date(Date.now() - KEPT_MS)),
        });
        lifecycle.addShutdownHook(async () => {
          processor.stop();
          await dispatcher.stop();
          transporter.close();
        });
      },
    });
  },
});
