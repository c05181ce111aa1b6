import { once } from 'events';
import { ClientRequest, request, Server } from 'http';
import { AddressInfo } from 'net';
import { brotliCompressSync, deflateSync, gzipSync } from 'zlib';
import express, { ErrorRequestHandler } from 'express';
import { eventually } from '@countersign/plugin-governance-test-utils';
import { Turns } from './Turns';
import { readBody } from './readBody';

const limits = { small: 1000, large: 100_000, idleMs: 60_000 };

describe('readBody', () => {
  const servers: Server[] = [];
  afterAll(() => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  });

  /** Answers with the length of the body, at once or when `answer` is called. */
  async function serve(options: { idleMs?: number; hold?: boolean } = {}) {
    const turns = new Turns({ atOnce: 1, mayWait: 1 });
    const take = jest.spyOn(turns, 'take');
    const held: Array<() => void> = [];
    const app = express();
    app.post('/', async (req, res, next) => {
      const done = new AbortController();
      res.once('close', () => done.abort());
      try {
        const { length } = await readBody(
          req,
          turns,
          { ...limits, ...options },
          done.signal,
        );
        if (options.hold && length > limits.small) {
          await new Promise<void>(resolve => held.push(resolve));
        }
        res.json({ length });
      } catch (error) {
        next(error);
      }
    });
    const tell: ErrorRequestHandler = (error, _req, res, _next) => {
      res
        .status(error.statusCode ?? (error.name === 'InputError' ? 400 : 503))
        .json({ message: error.message });
    };
    app.use(tell);
    const server = app.listen(0, '127.0.0.1');
    servers.push(server);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/`;
    return {
      take,
      held,
      async post(body: Buffer, encoding?: string) {
        const response = await fetch(url, {
          method: 'POST',
          body,
          headers: encoding ? { 'content-encoding': encoding } : {},
        });
        return { status: response.status, ...(await response.json()) };
      },
      /** Sends the beginning of a body and nothing more. */
      begin(bytes: number): ClientRequest {
        const begun = request(url, {
          method: 'POST',
          headers: { 'content-length': limits.large },
        });
        begun.on('error', () => {});
        begun.write(Buffer.alloc(bytes));
        return begun;
      },
    };
  }

  it.each([
    [undefined, (body: Buffer) => body],
    ['identity', (body: Buffer) => body],
    ['gzip', gzipSync],
    ['GZIP', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('unpacks %s', async (encoding, pack) => {
    const { post } = await serve();
    for (const length of [0, 3, limits.large]) {
      expect(await post(pack(Buffer.alloc(length)), encoding)).toEqual({
        status: 200,
        length,
      });
    }
  });

  it('stops unpacking where it is too much, and says so to who still sends', async () => {
    const { post } = await serve();
    const tooLarge = {
      status: 413,
      message: expect.stringMatching(/unpacked/),
    };
    expect(
      await post(gzipSync(Buffer.alloc(50_000_000)), 'gzip'),
    ).toMatchObject(tooLarge);
    expect(
      await post(brotliCompressSync(Buffer.alloc(50_000_000)), 'br'),
    ).toMatchObject(tooLarge);
    expect(await post(Buffer.alloc(20_000_000))).toMatchObject(tooLarge);
  });

  it.each(['zstd', 'compress', 'gzip, gzip', 'x-gzip', ' '])(
    'refuses the encoding "%s"',
    async encoding => {
      const { post } = await serve();
      expect(await post(Buffer.from('{}'), encoding)).toMatchObject({
        status: 415,
        message: expect.stringContaining('gzip, deflate, br'),
      });
    },
  );

  it.each([
    ['no gzip', Buffer.from('{"plan":{}}'), 'gzip'],
    ['cut off', gzipSync(Buffer.alloc(5000)).subarray(0, 20), 'gzip'],
    ['no brotli', Buffer.from('{"plan":{}}'), 'br'],
  ])('refuses what is damaged: %s', async (_, body, encoding) => {
    const { post } = await serve();
    expect(await post(body, encoding)).toMatchObject({
      status: 400,
      message: expect.stringMatching(/damaged/),
    });
  });

  it('lets large bodies wait for one another, small ones pass, and refuses more than may wait', async () => {
    const { post, take, held } = await serve({ hold: true });
    const large = Buffer.alloc(limits.small + 1);
    const first = post(gzipSync(large), 'gzip');
    await eventually(() => expect(held).toHaveLength(1));
    const second = post(large);
    await eventually(() => expect(take).toHaveBeenCalledTimes(2));

    expect(await post(large)).toMatchObject({ status: 503 });
    expect(await post(gzipSync(large), 'gzip')).toMatchObject({ status: 503 });
    expect(await post(Buffer.alloc(limits.small))).toMatchObject({
      status: 200,
    });
    held[0]();
    expect(await first).toMatchObject({ status: 200 });
    await eventually(() => expect(held).toHaveLength(2));
    held[1]();
    expect(await second).toMatchObject({ status: 200 });
  });

  it('gives the turn of who goes away to who waits', async () => {
    const { post, take, begin } = await serve();
    const begun = begin(limits.small + 1);
    await eventually(() => expect(take).toHaveBeenCalledTimes(1));
    const waiting = post(Buffer.alloc(limits.large));
    await eventually(() => expect(take).toHaveBeenCalledTimes(2));
    begun.destroy();
    expect(await waiting).toMatchObject({ status: 200 });
  });

  it('does not leave a turn to who sends nothing', async () => {
    const { post, begin } = await serve({ idleMs: 50 });
    const begun = begin(limits.small + 1);
    const [answer] = await once(begun, 'response');
    expect(answer.statusCode).toBe(408);
    expect(await post(Buffer.alloc(limits.large))).toMatchObject({
      status: 200,
    });
    begun.destroy();
  });
});
