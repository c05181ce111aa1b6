import {
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import {
  OutboxDispatcher,
  OutboxStore,
} from '@countersign/plugin-governance-node';
import { Knex } from 'knex';
import { KeptSender } from './KeptSender';
import { MessageStore } from './MessageStore';

/** A notification comes again for about a day; what was sent is known for longer. */
const KEPT_MS = 30 * 24 * 3600 * 1000;

/** Sends what is kept until it was taken or is given up, counts what is not, and forgets what is over. */
export async function startSending(
  deps: {
    lifecycle: LifecycleService;
    logger: LoggerService;
    metrics: MetricsService;
    scheduler: SchedulerService;
  },
  sending: {
    knex: Knex;
    outbox: OutboxStore;
    store: Pick<MessageStore<unknown>, 'count' | 'forget'>;
    /** Names its tasks: `send-mails`. */
    name: string;
    /** Begins the names of its metrics. */
    metric: string;
    /** In words, with who takes it: "Mails that no server has taken yet". */
    words: { waiting: string; parked: string };
    sender: Pick<KeptSender<unknown>, 'deliver' | 'parked' | 'postponed'>;
    timeoutMs: number;
    /** The last one has left. */
    onStopped?: () => void;
  },
): Promise<{ wake(): void }> {
  const { lifecycle, logger, metrics, scheduler } = deps;
  const { knex, outbox, store, sender, name, words } = sending;
  const dispatcher = new OutboxDispatcher({
    knex,
    store: outbox,
    deliver: sender.deliver,
    onParked: sender.parked,
    onPostponed: sender.postponed,
    timeoutMs: sending.timeoutMs,
    logger,
  });
  for (const state of ['waiting', 'parked'] as const) {
    metrics
      .createObservableGauge(`${sending.metric}.${state}`, {
        description: words[state],
      })
      .addCallback(async result => {
        result.observe(await store.count(state));
      });
  }
  await scheduler.scheduleTask({
    id: `send-${name}`,
    frequency: { seconds: 5 },
    timeout: { minutes: 5 },
    scope: 'local',
    fn: async () => dispatcher.wake(),
  });
  await scheduler.scheduleTask({
    id: `forget-${name}`,
    frequency: { hours: 24 },
    timeout: { minutes: 5 },
    fn: () => store.forget(new Date(Date.now() - KEPT_MS)),
  });
  lifecycle.addShutdownHook(async () => {
    await dispatcher.stop();
    sending.onStopped?.();
  });
  return dispatcher;
}
