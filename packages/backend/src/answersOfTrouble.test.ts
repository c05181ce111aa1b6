import { once } from 'events';
import { Server } from 'http';
import { AddressInfo } from 'net';
import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthenticationError,
  InputError,
  serializeError,
} from '@backstage/errors';
import express from 'express';
import { answersOfTrouble } from './answersOfTrouble';

const refusedConnection = Object.assign(
  new Error('connect ECONNREFUSED 10.1.2.3:5432'),
  { code: 'ECONNREFUSED', address: '10.1.2.3', port: 5432 },
);

/** What a plugin passes on when another one answered with an error. */
const passedOn = (error: Error, statusCode = 500) =>
  Object.assign(new Error('Request failed'), {
    name: 'ResponseError',
    body: {
      error: serializeError(error),
      response: { statusCode },
    },
    statusCode,
  });

describe('answers of trouble', () => {
  const logger = mockServices.logger.mock();
  const servers: Server[] = [];
  afterAll(() => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  });

  /** A router whose requests fail one after the other, behind the framework's own error handling. */
  async function portalThat(...failures: unknown[]) {
    let now = 0;
    let takes = 0;
    const app = express();
    app.use(answersOfTrouble(logger, () => now));
    app.get('/', (_req, _res, next) => {
      now += takes;
      takes = 0;
      next(failures.shift());
    });
    app.get('/fine', (_req, res) => res.json({ error: 'no, a field' }));
    app.use(
      MiddlewareFactory.create({
        config: mockServices.rootConfig(),
        logger,
      }).error(),
    );
    const server = app.listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return {
      /** So long the next request takes. */
      late: (ms: number) => {
        takes = ms;
      },
      wait: (ms: number) => {
        now += ms;
      },
      async get(path = '/') {
        const response = await fetch(`http://127.0.0.1:${port}${path}`);
        const text = await response.text();
        expect(text).not.toMatch(/10\.1\.2\.3|ECONN|5432/);
        return {
          status: response.status,
          retryAfter: response.headers.get('retry-after'),
          body: JSON.parse(text),
        };
      },
    };
  }

  it.each([
    ['as it is', refusedConnection],
    ['passed on', passedOn(refusedConnection)],
    ['passed on twice', passedOn(passedOn(refusedConnection))],
    ['passed on as 503', passedOn(new Error('try again'), 503)],
  ])(
    'say to try again, and not where the database is: %s',
    async (_, error) => {
      const { get } = await portalThat(error);
      expect(await get()).toEqual({
        status: 503,
        retryAfter: '5',
        body: {
          error: {
            name: 'ServiceUnavailableError',
            message: expect.stringContaining('Try again'),
          },
          request: { method: 'GET', url: '/' },
          response: { statusCode: 503 },
        },
      });
    },
  );

  it('tell what nobody foresaw to the log', async () => {
    const { get } = await portalThat(new Error('no route to 10.1.2.3:5432'));
    const { status, body } = await get();
    expect(status).toBe(500);
    const [, id] = /in the log as ([0-9a-f-]{36})\.$/.exec(body.error.message)!;
    expect(logger.error).toHaveBeenCalledWith(expect.stringContaining(id));
  });

  it('leave other answers as they are', async () => {
    const { get } = await portalThat(new InputError('title: is missing'));
    expect(await get()).toMatchObject({
      status: 400,
      body: { error: { name: 'InputError', message: 'title: is missing' } },
    });
    expect((await get('/fine')).body).toEqual({ error: 'no, a field' });
  });

  it('do not call a token wrong while its keys cannot be read', async () => {
    const wrong = () =>
      new AuthenticationError('Failed user token verification');
    const { get, wait } = await portalThat(
      wrong(),
      refusedConnection,
      wrong(),
      new AuthenticationError('Missing credentials'),
      wrong(),
    );
    expect((await get()).status).toBe(401);
    expect((await get()).status).toBe(503);
    expect((await get()).status).toBe(503);
    expect((await get()).status).toBe(401);
    wait(60_000);
    expect((await get()).status).toBe(401);
  });

  it('do not call a token wrong whose keys did not come in time', async () => {
    const wrong = () =>
      new AuthenticationError('Failed user token verification');
    const { get, wait, late } = await portalThat(wrong(), wrong(), wrong());
    late(5_000);
    expect(await get()).toMatchObject({ status: 503, retryAfter: '5' });
    // Who asked meanwhile waited for the same keys, and not as long.
    late(1_000);
    expect((await get()).status).toBe(503);
    wait(60_000);
    expect((await get()).status).toBe(401);
  });
});
