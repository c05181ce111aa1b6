import { once } from 'node:events';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import {
  BoardOptions,
  expressFaultRoutes,
  expressFaults,
  FaultBoard,
  meetFaults,
} from '@countersign/fault-leases';
import express from 'express';
import { createProxy } from './createProxy';
import type { Log } from './log';
import { proxyFaultKinds, proxyKinds, USUAL_RATE } from './proxyFaults';
import { ProxySettings } from './settings';
import { ShutPort } from './ShutPort';
import { slowDown } from './slowDown';

/** A proxy that runs. */
export interface FaultProxy {
  /** Where the service is reached through it. */
  url: string;
  /** Where its faults are switched on and off: the `target` of a fault in an experiment. */
  adminUrl: string;
  stop(): Promise<void>;
}

/**
 * Starts a proxy in front of a service that cannot break itself. Its faults are leases: they are off by themselves when nobody
 * renews them, and when the proxy is started again.
 */
export async function startFaultProxy(
  settings: ProxySettings,
  {
    log,
    faults,
  }: {
    log: Log;
    /** Its time and its luck, where a test has its own. */
    faults?: Pick<BoardOptions, 'clock' | 'steady' | 'random'>;
  },
): Promise<FaultProxy> {
  const { host, adminHost, token, upstream } = settings;
  const app = express();
  const server = createServer(app);
  // How long a request may take is for the service to say.
  server.requestTimeout = 0;
  const port = new ShutPort(server, {
    ...{ host, port: settings.port },
    onTrouble: ({ code = 'unknown' }) =>
      log('warning', 'The port cannot be opened again yet', { code }),
  });
  const board = new FaultBoard({ ...faults, kinds: proxyFaultKinds(port) });
  const { proxy, stop: stopProxy } = createProxy(settings, log);

  app.disable('x-powered-by');
  app.use(expressFaults(board));
  app.use((_req, res, next) => {
    const met = board.draw();
    if (met.some(({ kind }) => kind === proxyKinds.abort)) {
      res.socket?.resetAndDestroy();
      return;
    }
    const slow = met.find(({ kind }) => kind === proxyKinds.bandwidth);
    if (slow) {
      const { bytesPerSecond } = slow.arguments;
      const rate = Number(bytesPerSecond ?? USUAL_RATE);
      slowDown(res, () =>
        board.active().some(({ id }) => id === slow.id) ? rate : undefined,
      );
    }
    next();
  });
  app.use(proxy);
  server.on('upgrade', (req, socket: Socket, head) => {
    upgrade(req, socket, head).catch(() => socket.destroy());
  });

  /** What asks to speak WebSocket meets the same faults, before it is let through. */
  async function upgrade(req: IncomingMessage, socket: Socket, head: Buffer) {
    const gone = new AbortController();
    const leave = () => gone.abort();
    socket.once('close', leave);
    socket.on('error', leave);
    const answer = await meetFaults(board, { signal: gone.signal });
    if (board.draw().some(({ kind }) => kind === proxyKinds.abort)) {
      socket.resetAndDestroy();
    } else if (answer) {
      socket.end(
        `HTTP/1.1 ${answer.status} Fault\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      );
    } else {
      proxy.upgrade?.(req as express.Request, socket, head);
    }
  }

  const admin = express();
  admin.disable('x-powered-by');
  admin.get('/health', (_req, res) => {
    res.json({ status: 'ok', port: port.isShut ? 'shut' : 'open' });
  });
  admin.use(
    expressFaultRoutes({
      ...{ board, token },
      onChange: (change, fault) =>
        log('info', change === 'on' ? 'A fault is on' : 'A fault was ended', {
          fault,
        }),
    }),
  );
  admin.use((_req: IncomingMessage, res: ServerResponse) => {
    res.statusCode = 404;
    res.setHeader('Content-Type', 'application/json; charset=utf-8');
    const message = 'Known are /faults and /health';
    res.end(JSON.stringify({ error: { name: 'NotFoundError', message } }));
  });
  const adminServer = createServer(admin);

  await port.start();
  adminServer.listen(settings.adminPort, adminHost);
  await once(adminServer, 'listening').catch(async error => {
    await port.stop();
    throw error;
  });
  const url = `http://${reachable(host)}:${port.port}`;
  const adminUrl = `http://${reachable(adminHost)}:${portOf(adminServer)}`;
  log('info', 'Listening', { url, adminUrl, upstream });

  return {
    ...{ url, adminUrl },
    async stop() {
      for (const kind of board.kinds) board.endAll(kind);
      const closed = once(adminServer, 'close');
      adminServer.close();
      adminServer.closeAllConnections();
      await Promise.all([closed, port.stop()]);
      stopProxy();
      log('info', 'Stopped');
    },
  };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** How one reaches what listens on an address, from this machine. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
