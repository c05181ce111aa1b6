import { FaultBoard } from '@countersign/fault-leases';
import express, { Express } from 'express';
import PromiseRouter from 'express-promise-router';
import { Database } from './database/Database';
import { UserStore } from './database/UserStore';
import { addFaultRoutes } from './faults/faultRoutes';
import { injectFaults } from './faults/injectFaults';
import { Logger } from './logging/Logger';
import { logRequests } from './logging/logRequests';
import { Metrics } from './metrics/Metrics';
import { answerErrors, answerUnmatched } from './routes/answerErrors';
import { addUserRoutes } from './routes/userRoutes';
import { ServiceClock } from './ServiceClock';

/** What the routes need. */
export interface AppOptions {
  database: Database;
  logger: Logger;
  board: FaultBoard;
  faultsToken: string | undefined;
  project: string | undefined;
  latencyMs?: number;
  clock: ServiceClock;
  /** Whether the service is about to end. */
  isStopping: () => boolean;
}

/** The routes of the service. */
export function createApp(options: AppOptions): Express {
  const { database, logger, board, faultsToken, project, clock } = options;
  const metrics = new Metrics();
  metrics.watchFaults(() => board.activeByKind());

  const app = express();
  app.disable('x-powered-by');
  app.use(logRequests(logger, clock, project), metrics.count(clock));

  const router = PromiseRouter();
  router.get('/health', async (_req, res) => {
    if (options.isStopping()) {
      res.status(503).json({ status: 'stopping' });
    } else if (await database.answers()) {
      res.json({ status: 'ok' });
    } else {
      res.status(503).json({ status: 'database-down' });
    }
  });
  router.get('/metrics', async (req, res) => {
    const { type, body } = await metrics.page(req.headers.accept);
    res.set('content-type', type);
    res.send(body);
  });
  addUserRoutes(
    router,
    new UserStore(database),
    injectFaults({
      board,
      enabled: faultsToken !== undefined,
      latencyMs: options.latencyMs,
      clock,
    }),
  );
  addFaultRoutes(router, { board, token: faultsToken, logger });
  app.use(router, answerUnmatched, answerErrors(logger, project));
  return app;
}
