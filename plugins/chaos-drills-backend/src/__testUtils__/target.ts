import { once } from 'events';
import { AddressInfo } from 'net';
import { expressFaultRoutes, FaultBoard } from '@countersign/fault-leases';
import express from 'express';
import { faultsToken } from './experiments';

/** Where a request waits until the test lets it go, or for ever. */
export type Place =
  | 'GET /health'
  | 'POST /faults'
  | 'renew'
  | 'DELETE /faults'
  | 'POST /undo';

export type Target = Awaited<ReturnType<typeof startTarget>>;

/** A service that holds leases: healthy unless told, with one action that undoes. */
export async function startTarget() {
  const board = new FaultBoard();
  const seen: Place[] = [];
  const state = {
    isHealthy: true,
    /** Requests that come here are answered no more; those of `after` are done before. */
    hangs: undefined as { place: Place; after?: boolean } | undefined,
    /** Ids of faults, each time that one was asked for. */
    asked: [] as string[],
  };
  const app = express();
  app.use((req, res, next) => {
    const place = placeOf(req.method, req.path);
    if (place) seen.push(place);
    const { hangs } = state;
    if (place === undefined || hangs?.place !== place) {
      next();
      return;
    }
    if (!hangs.after) return;
    // It does what is asked, and nobody hears of it.
    res.end = (() => res) as typeof res.end;
    next();
  });
  app.use(express.json());
  app.use((req, _res, next) => {
    if (req.method === 'POST' && req.path === '/faults') {
      state.asked.push(String(req.body?.id));
    }
    next();
  });
  app.use(expressFaultRoutes({ board, token: faultsToken }));
  app.get('/health', (_req, res) => {
    res.status(state.isHealthy ? 200 : 503).json({ ok: state.isHealthy });
  });
  app.post('/undo', (_req, res) => {
    res.status(204).end();
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    ...{ board, seen, state },
    /** As before each test. */
    reset() {
      state.isHealthy = true;
      state.hangs = undefined;
      state.asked.length = 0;
      seen.length = 0;
      for (const { id } of board.active()) board.end(id);
    },
    async stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function placeOf(method: string, path: string): Place | undefined {
  if (/^\/faults\/[^/]+\/renew$/.test(path)) return 'renew';
  if (method === 'DELETE' && path.startsWith('/faults/')) {
    return 'DELETE /faults';
  }
  const place = `${method} ${path}`;
  const places: readonly string[] = [
    'GET /health',
    'POST /faults',
    'POST /undo',
  ];
  return places.includes(place) ? (place as Place) : undefined;
}
