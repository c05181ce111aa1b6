import { once } from 'node:events';
import { AddressInfo } from 'node:net';
import express from 'express';
import fastify from 'fastify';
import { expressFaultRoutes, expressFaults } from './express';
import { FaultBoard } from './FaultBoard';
import { fastifyFaults } from './fastify';

const token = 'a-token-for-the-tests';

/** A service on each framework: `/api/users` meets faults, `/health` does not. */
const services = {
  async express(board: FaultBoard) {
    const app = express();
    app.use(expressFaultRoutes({ board, token }));
    app.use('/api', expressFaults(board, { latencyMs: 200 }));
    app.get(['/api/users', '/health'], (_req, res) => res.json({ ok: true }));
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return {
      url: `http://127.0.0.1:${port}`,
      stop: async () => {
        server.closeAllConnections();
        server.close();
      },
    };
  },
  async fastify(board: FaultBoard) {
    const app = fastify();
    await app.register(fastifyFaults, { board, token, latencyMs: 200 });
    app.get('/api/users', async () => ({ ok: true }));
    app.get('/health', async () => ({ ok: true }));
    const url = await app.listen({ port: 0, host: '127.0.0.1' });
    return { url, stop: () => app.close() };
  },
};

describe.each(Object.keys(services) as (keyof typeof services)[])(
  'a service on %s',
  framework => {
    let now = 0;
    let ended = 0;
    let service: { url: string; stop(): Promise<void> };
    beforeEach(async () => {
      now = Date.UTC(2026, 10, 27, 10);
      ended = 0;
      const board = new FaultBoard({
        clock: () => now + 600_000,
        steady: () => now,
        random: () => 0.25,
        kinds: [{ name: 'queue-down', end: () => ended++ }],
      });
      service = await services[framework](board);
    });
    afterEach(() => service.stop());

    async function ask(method: string, path: string, body?: unknown) {
      const response = await fetch(`${service.url}${path}`, {
        method,
        headers: {
          ...(path.startsWith('/faults') && {
            authorization: `Bearer ${token}`,
          }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await response.text();
      return { status: response.status, body: text && JSON.parse(text) };
    }
    const users = async () => (await ask('GET', '/api/users')).status;

    it('fails for a share of its requests until the lease ends, whatever its own clock says', async () => {
      const error = { id: 'f-1', kind: 'error', status: 503, seconds: 30 };
      expect(
        (await ask('POST', '/faults', { ...error, share: 0.2 })).status,
      ).toBe(201);
      expect(await users()).toBe(200);
      expect((await ask('DELETE', '/faults/f-1')).status).toBe(204);
      const { status, body } = await ask('POST', '/faults', error);
      expect([status, body.expiresAt]).toEqual([
        201,
        '2026-11-27T10:10:30.000Z',
      ]);
      expect((await ask('POST', '/faults', error)).status).toBe(200);
      expect((await ask('GET', '/faults')).body.items).toHaveLength(1);
      expect(await users()).toBe(503);
      expect((await ask('GET', '/health')).status).toBe(200);

      now += 20_000;
      expect(
        (await ask('POST', '/faults/f-1/renew', { seconds: 30 })).status,
      ).toBe(200);
      now += 20_000;
      expect(await users()).toBe(503);
      now += 10_000;
      expect(await users()).toBe(200);
      expect(
        (await ask('POST', '/faults/f-1/renew', { seconds: 30 })).status,
      ).toBe(404);
    });

    it('is slow, as long as it is told', async () => {
      const slow = async () => {
        const begun = performance.now();
        await users();
        return performance.now() - begun;
      };
      await ask('POST', '/faults', { id: 's', kind: 'latency', seconds: 30 });
      expect(await slow()).toBeGreaterThan(190);
      await ask('DELETE', '/faults/s');
      await ask('POST', '/faults', {
        ...{ kind: 'latency', milliseconds: 300, seconds: 30 },
      });
      expect(await slow()).toBeGreaterThan(290);
    });

    it('ends what a kind of its own began', async () => {
      await ask('POST', '/faults', { id: 'q', kind: 'queue-down', seconds: 5 });
      await ask('POST', '/faults', { id: 'r', kind: 'queue-down', seconds: 9 });
      now += 5_000;
      expect((await ask('GET', '/faults')).body.items).toHaveLength(1);
      expect(ended).toBe(0);
      now += 4_000;
      expect((await ask('GET', '/faults')).body.items).toEqual([]);
      expect(ended).toBe(1);
    });

    it.each<[unknown, string]>([
      [
        { kind: 'fire', seconds: 9 },
        'kind: must be one of latency, error, queue-down',
      ],
      [{ kind: 'error', seconds: 0 }, 'seconds: must be a whole number from 1'],
      [{ kind: 'error', seconds: 901 }, 'seconds: must be at most 900'],
      [{ kind: 'error', seconds: 9, share: 2 }, 'share: must be at most 1'],
      [
        { kind: 'error', seconds: 9, status: 200 },
        'status: must be a whole number from 400',
      ],
      [
        { kind: 'error', seconds: 9, forever: true },
        'forever: is no argument of error',
      ],
      [[], 'must be a JSON object'],
    ])('refuses %j', async (body, message) => {
      const answer = await ask('POST', '/faults', body);
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toContain(message);
    });

    it('asks for its token', async () => {
      const response = await fetch(`${service.url}/faults`);
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
    });
  },
);
