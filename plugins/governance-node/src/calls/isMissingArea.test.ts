import { createServer } from 'http';
import { AddressInfo } from 'net';
import { JsonClient } from '@countersign/plugin-governance-common';
import { isMissingArea } from './isMissingArea';

describe('an area that another backend asks', () => {
  let status = 404;
  const server = createServer((_, res) => {
    res.statusCode = status;
    res.end();
  });
  let baseUrl: string;
  beforeAll(async () => {
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise(resolve => server.close(resolve)));

  const failure = (at: string) =>
    new JsonClient({ baseUrl: async () => at, fetch }).get('/notes').then(
      () => undefined,
      (error: unknown) => error,
    );

  it('is missing where nothing is under its address', async () => {
    status = 404;
    expect(isMissingArea(await failure(baseUrl))).toBe(true);
  });

  it('is there where it refuses, is out of order or gives no answer', async () => {
    for (status of [400, 403, 503]) {
      expect(isMissingArea(await failure(baseUrl))).toBe(false);
    }
    expect(isMissingArea(await failure('http://127.0.0.1:1'))).toBe(false);
  });
});
