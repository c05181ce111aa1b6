import {
  DatabaseService,
  LifecycleService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { startCloud } from './cloud/startCloud';
import { OperationsDatabase } from './database/OperationsDatabase';
import { USUAL_ROWS } from './demoKind';
import { ExpectedOfDemo } from './realClients';

/** So far back the database of operations reaches when it is new. */
const DAYS = 60;

const usual = { rows: USUAL_ROWS, seed: 'larkspur', now: () => Date.now() };

/** Runs what real clients are led to: the APIs of Google Cloud, and the database of operations. */
export async function startServices(
  { cloud, reader }: ExpectedOfDemo,
  deps: {
    database: DatabaseService;
    lifecycle: LifecycleService;
    logger: LoggerService;
    scheduler: SchedulerService;
  },
): Promise<void> {
  const { database, lifecycle, logger, scheduler } = deps;
  if (cloud) {
    try {
      const { stop } = await startCloud(cloud, usual);
      lifecycle.addShutdownHook(stop);
    } catch (error) {
      logger.warn(
        `The demo's Google Cloud does not run at ${cloud.host}:${cloud.port} (${
          (error as Error).message
        }): where another portal of this machine has it, sources ask that one`,
      );
    }
  }
  if (!reader) return;
  const operations = new OperationsDatabase(await database.getClient(), {
    ...usual,
    reader,
  });
  let days = DAYS;
  await scheduler.scheduleTask({
    id: 'demo-operations',
    frequency: { minutes: 20 },
    timeout: { minutes: 5 },
    scope: 'local',
    fn: async () => {
      try {
        if (days === DAYS) await operations.prepare();
        await operations.book(days);
        days = 2;
      } catch (error) {
        logger.warn(
          `The demo's database of operations could not be filled: ${
            (error as Error).message
          }`,
        );
      }
    },
  });
}
