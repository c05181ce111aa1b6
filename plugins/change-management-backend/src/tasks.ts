import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { Housekeeping } from './services/Housekeeping';
import { OwnerRefresher } from './services/OwnerRefresher';

/** Starts what runs by the clock. Tasks are shared among replicas. */
export async function scheduleTasks(options: {
  scheduler: SchedulerService;
  logger: LoggerService;
  housekeeping: Housekeeping;
  owners: OwnerRefresher;
}): Promise<void> {
  const { scheduler, logger, housekeeping, owners } = options;
  const note = (id: string, what: string, run: () => Promise<number>) =>
    scheduler.scheduleTask({
      id,
      frequency: { minutes: 1 },
      timeout: { minutes: 5 },
      fn: async () => {
        try {
          const n = await run();
          if (n) logger.info(`${n} ${what}`);
        } catch (error) {
          logger.warn(`${id} will be tried again: ${stringifyError(error)}`);
        }
      },
    });
  await note('never-run', 'approved changes were never run', () =>
    housekeeping.noteNeverRun(),
  );
  await note('approval-overdue', 'emergency approvals are overdue', () =>
    housekeeping.noteOverdue(),
  );
  await note('item-owners', 'open changes have other owners', () =>
    owners.refresh(),
  );
  await scheduler.scheduleTask({
    id: 'forget-expired',
    frequency: { hours: 1 },
    timeout: { minutes: 5 },
    fn: async () => {
      await housekeeping.forget();
    },
  });
}
