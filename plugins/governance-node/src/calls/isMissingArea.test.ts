import { createServer } from 'http';
import { AddressInfo } from 'net';
import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError, serializeError } from '@backstage/errors';
import { JsonClient } from '@countersign/plugin-governance-common';
import { isMissingArea } from './isMissingArea';

describe('an area that another backend asks', () => {
  const logger = mockServices.logger.mock();
  let status = 404;
  let body: object | undefined;
  const server = createServer((_, res) => {
    res.statusCode = status;
    if (body) res.setHeader('Content-Type', 'application/json');
    res.end(body && JSON.stringify(body));
  });
  let baseUrl: string;
  beforeAll(async () => {
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise(resolve => server.close(resolve)));
  beforeEach(() => {
    jest.clearAllMocks();
    body = undefined;
  });

  const failure = (at: string, path = '/notes') =>
    new JsonClient({ baseUrl: async () => at, fetch })
      .get(path, { q: 'words of somebody' })
      .then(
        () => undefined,
        (error: unknown) => error,
      );

  it('is missing where nothing is under its address, which the log names once', async () => {
    status = 404;
    for (let i = 0; i < 3; i++) {
      expect(isMissingArea(await failure(baseUrl), logger)).toBe(true);
    }
    expect(logger.info.mock.calls).toEqual([
      [expect.stringContaining(`Nothing answers at ${baseUrl}/notes,`)],
    ]);
    await failure(baseUrl, '/notes-of-another-version').then(error =>
      isMissingArea(error, logger),
    );
    expect(logger.info).toHaveBeenCalledTimes(2);
  });

  it('is there where it says itself that it has no such thing', async () => {
    status = 404;
    body = {
      error: serializeError(new NotFoundError('There is no such note')),
      request: { method: 'GET', url: '/notes' },
      response: { statusCode: 404 },
    };
    expect(isMissingArea(await failure(baseUrl), logger)).toBe(false);
    expect(logger.info).not.toHaveBeenCalled();
  });

  it('is there where it refuses, is out of order or gives no answer', async () => {
    for (status of [400, 403, 503]) {
      expect(isMissingArea(await failure(baseUrl), logger)).toBe(false);
    }
    expect(isMissingArea(await failure('http://127.0.0.1:1'), logger)).toBe(
      false,
    );
  });
});
