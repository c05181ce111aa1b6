import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationsProcessingExtensionPoint } from '@backstage/plugin-notifications-node';
import { OutboxStore } from '@countersign/plugin-governance-node';
import { openMessages } from '../keeping/openMessages';
import { startSending } from '../keeping/startSending';
import { Addresses } from './Addresses';
import { createTransport, MAIL_TIMEOUT_MS } from './createTransport';
import { MailProcessor } from './MailProcessor';
import { MailSender } from './MailSender';
import { MailStore } from './MailStore';
import { Pace } from '../keeping/Pace';
import { readMailSettings } from './settings';

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
        const settings = readMailSettings(deps.config);
        const knex = await openMessages(deps.database, {
          need: 'Mails need PostgreSQL',
          otherwise:
            'send mails with @backstage/plugin-notifications-backend-module-email',
        });
        const outbox = new OutboxStore(['mail']);
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
        const sending = await startSending(deps, {
          ...{ knex, outbox, store },
          name: 'mails',
          metric: 'notifications.mails',
          words: {
            waiting: 'Mails that no server has taken yet',
            parked: 'Mails that are given up and set aside',
          },
          sender: sender.sending,
          timeoutMs: MAIL_TIMEOUT_MS,
          onStopped: () => transporter.close(),
        });
        const processor = new MailProcessor({
          store,
          filters: settings.filters,
          logger: deps.logger,
          onKept: () => sending.wake(),
        });
        deps.lifecycle.addShutdownHook(() => processor.stop());
        deps.processing.addProcessor(processor);
      },
    });
  },
});
