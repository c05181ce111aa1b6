import { once } from 'node:events';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { BoardOptions, FaultBoard } from '@countersign/fault-leases';
import { createApp } from './app';
import { Database } from './database/Database';
import { demoFaultKinds } from './faults/demoFaults';
import { Logger } from './logging/Logger';
import { realClock, ServiceClock } from './ServiceClock';
import { Settings } from './settings';
import { Traffic } from './traffic/Traffic';

/** The running service. */
export interface Service {
  url: string;
  /** Takes no new request, finishes those in flight within the time that is configured, and closes its connections. */
  stop(): Promise<void>;
}

/** Starts the service, and the traffic it sends itself. */
export async function startService(
  settings: Settings,
  options: {
    logger: Logger;
    /** Its time and its luck, where a test has its own. */
    faults?: Pick<BoardOptions, 'clock' | 'steady' | 'random'>;
    latencyMs?: number;
    clock?: ServiceClock;
  },
): Promise<Service> {
  const { logger, latencyMs } = options;
  const { clock = realClock } = options;
  const database = new Database(settings.database, logger);
  const board = new FaultBoard({
    ...options.faults,
    kinds: demoFaultKinds(database, logger),
  });
  let stopping = false;
  const app = createApp({
    database,
    logger,
    board,
    latencyMs,
    clock,
    faultsToken: settings.faultsToken,
    project: settings.project,
    isStopping: () => stopping,
  });
  const server = createServer(app);
  server.requestTimeout = 30_000;
  // Longer than the 600 s for which Google's load balancer keeps one: a request never meets a connection that we just closed.
  // https://cloud.google.com/load-balancing/docs/https#timeouts_and_retries
  server.keepAliveTimeout = 620_000;
  // A connection that is kept alive would keep a server that stops alive, too.
  server.on('request', (_req, res) =>
    res.once('close', () =>
      setImmediate(() => stopping && server.closeIdleConnections()),
    ),
  );
  server.listen(settings.port, settings.host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const traffic = new Traffic(url, settings.trafficPerSecond);
  traffic.start();
  logger.log('NOTICE', `Listening on port ${port}`, {
    faults: settings.faultsToken ? 'on' : 'off',
    trafficPerSecond: settings.trafficPerSecond,
  });

  async function close() {
    stopping = true;
    traffic.stop();
    const closed = once(server, 'close');
    server.close();
    server.closeIdleConnections();
    const late = setTimeout(
      () => server.closeAllConnections(),
      settings.shutdownSeconds * 1000,
    );
    await closed;
    clearTimeout(late);
    await database.close();
    logger.log('NOTICE', 'Stopped');
  }
  let closing: Promise<void> | undefined;
  return {
    url,
    stop: () => {
      closing ??= close();
      return closing;
    },
  };
}
