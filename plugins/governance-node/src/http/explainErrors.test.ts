import { once } from 'events';
import { Server } from 'http';
import { AddressInfo } from 'net';
import { mockServices } from '@backstage/backend-test-utils';
import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import {
  ConflictError,
  NotAllowedError,
  ResponseError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  LedgerAppendError,
  LedgerIntegrityError,
} from '@countersign/plugin-ledger-node';
import express from 'express';
import { explainErrors } from './explainErrors';

const refusedConnection = Object.assign(
  new Error('connect ECONNREFUSED 10.1.2.3:5432'),
  { code: 'ECONNREFUSED', address: '10.1.2.3', port: 5432 },
);

/** What a plugin answers whose own database is away, as its client throws it. */
const ofAnotherPlugin = (statusCode: number, message: string) =>
  ResponseError.fromResponse({
    ...{ ok: false, status: statusCode, statusText: 'Status' },
    ...{ headers: new Headers(), url: 'http://10.1.2.3:7007/api' },
    text: async () => '',
    json: async () => ({}),
    redirected: false,
    bodyUsed: true,
    type: 'default',
    body: null,
  } as Parameters<typeof ResponseError.fromResponse>[0]).then(error =>
    Object.assign(error, { cause: new Error(message) }),
  );

describe('errors of the API', () => {
  const logger = mockServices.logger.mock();
  let server: Server;
  let failure: unknown;
  beforeAll(async () => {
    const app = express();
    app.get('/changes', (_req, _res, next) => next(failure));
    // Twice, as in the plugin: after its own routes, and after those that the framework gives it.
    app.use(explainErrors(logger), explainErrors(logger));
    app.use(
      MiddlewareFactory.create({
        config: mockServices.rootConfig(),
        logger,
      }).error(),
    );
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  beforeEach(() => jest.clearAllMocks());

  async function answerTo(error: unknown) {
    failure = error;
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/changes`);
    const text = await response.text();
    expect(text).not.toMatch(/10\.1\.2\.3|ECONNREFUSED|\/var\/lib|select/);
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      message: JSON.parse(text).error.message,
    };
  }

  it.each([
    ['5', refusedConnection],
    ['5', new LedgerAppendError('change.created could not be appended')],
    ['60', new LedgerAppendError('could not be appended (53100)', '53100')],
    [
      '60',
      Object.assign(
        new Error('select 1 - could not write file "/var/lib/pg/1": No space'),
        { code: '58030' },
      ),
    ],
    ['5', Object.assign(new Error('fetch'), { cause: refusedConnection })],
    ['5', new TypeError('fetch failed', { cause: refusedConnection })],
    ['5', new ServiceUnavailableError('10 other plans are being read.')],
  ])('say to try again in %s s', async (retryAfter, error) => {
    expect(await answerTo(error)).toMatchObject({ status: 503, retryAfter });
  });

  it('say so too of what another plugin answered, and not in its words', async () => {
    for (const status of [500, 502, 503]) {
      expect(
        await answerTo(await ofAnotherPlugin(status, 'at 10.1.2.3:5432')),
      ).toEqual({
        status: 503,
        retryAfter: '5',
        message: expect.stringContaining('Another part of the portal'),
      });
    }
  });

  it('are told to the log where nobody foresaw them, and to the caller by where they stand there', async () => {
    const error = new Error('relation "/var/lib" of 10.1.2.3');
    const { status, message } = await answerTo(error);
    expect(status).toBe(500);
    const [, id] = /in the log as ([0-9a-f-]{36})\.$/.exec(message)!;
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining(id),
      error,
    );
  });

  it.each([
    [403, new NotAllowedError('Segregation of duties')],
    [409, new ConflictError('Somebody was quicker')],
    [500, new LedgerIntegrityError('It was changed from outside')],
    [418, Object.assign(new Error('A teapot'), { statusCode: 418 })],
  ])('with words for callers keep them: %s', async (status, error) => {
    expect(await answerTo(error)).toEqual({
      status,
      retryAfter: null,
      message: error.message,
    });
  });
});
