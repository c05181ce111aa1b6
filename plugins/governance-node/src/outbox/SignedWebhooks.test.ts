import { createServer, IncomingMessage, Server, ServerResponse } from 'http';
import { AddressInfo } from 'net';
import { ConfigReader } from '@backstage/config';
import { z } from 'zod';
import {
  readWebhookTargets,
  signatureOf,
  SignedWebhooks,
} from './SignedWebhooks';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

describe('signed webhooks', () => {
  let server: Server;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  const received: { headers: IncomingMessage['headers']; body: string }[] = [];
  let now = 1_000_000;

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      received.push({
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      answer(request, response);
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    received.length = 0;
    answer = (_, response) => response.writeHead(204).end();
  });

  const webhooks = (timeoutMs = 5_000) =>
    new SignedWebhooks(
      [
        {
          name: 'hook',
          url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`,
          secret,
          timeoutMs,
          headers: { 'x-team': 'sre' },
        },
      ],
      { now: () => now },
    );
  const post = { id: 'message-1', target: 'hook', body: { said: 'ünicode' } };

  it('have an id, a time and a signature over both and the body, by which whoever takes them knows a repeat', async () => {
    const sender = webhooks();
    await sender.post(post);
    now += 60_000;
    await sender.post(post);
    const [first, second] = received;
    for (const { headers, body } of received) {
      expect(headers).toMatchObject({
        'webhook-id': 'message-1',
        'x-team': 'sre',
        'webhook-signature': signatureOf(
          secret,
          'message-1',
          String(headers['webhook-timestamp']),
          body,
        ),
      });
    }
    expect(second.body).toBe(first.body);
    expect(second.headers['webhook-timestamp']).not.toBe(
      first.headers['webhook-timestamp'],
    );
    expect(signatureOf(secret, 'message-1', '1000', first.body)).not.toBe(
      signatureOf(secret, 'message-2', '1000', first.body),
    );
  });

  it('leave a target alone that refuses, for longer each time or as long as it says, and name neither host nor secret', async () => {
    const sender = webhooks();
    answer = (_, response) => response.writeHead(503).end('no');
    const failure = async () =>
      sender.post(post).then(
        () => 'taken',
        (error: Error) => error.message,
      );
    expect(await failure()).toBe('The target hook answered 503');
    expect(await failure()).toBe(
      'The target hook failed and is tried again in 1 s',
    );
    expect(received).toHaveLength(1);
    now += 1_000;
    expect(await failure()).toBe('The target hook answered 503');
    now += 1_000;
    expect(await failure()).toContain('tried again in 1 s');
    now += 1_000;
    answer = (_, response) =>
      response.writeHead(429, { 'retry-after': '90' }).end();
    expect(await failure()).toBe('The target hook answered 429');
    now += 89_000;
    expect(await failure()).toContain('tried again in 1 s');
    now += 1_000;
    answer = (_, response) => response.writeHead(200).end();
    expect(await failure()).toBe('taken');
    expect(await failure()).toBe('taken');
  });

  it('give up on a target that is slow, that hangs up, that redirects or that is not there', async () => {
    const failures: string[] = [];
    for (const behave of [
      () => {},
      (request: IncomingMessage) => request.socket.destroy(),
      (_: IncomingMessage, response: ServerResponse) =>
        response.writeHead(302, { location: 'http://elsewhere/' }).end(),
    ]) {
      answer = behave;
      await webhooks(300)
        .post(post)
        .catch((error: Error) => failures.push(error.message));
    }
    await webhooks()
      .post({ ...post, target: 'gone' })
      .catch((error: Error) => failures.push(error.message));
    expect(failures).toEqual([
      'The target hook did not answer within 300 ms',
      'The target hook cannot be reached',
      'The target hook answered 302',
      'The configuration names no webhook target gone any more',
    ]);
  });

  it('are configured with a secret that is worth the name, which no error repeats', () => {
    const read = (target: object) =>
      readWebhookTargets(
        new ConfigReader({ hooks: [{ name: 'hook', ...target }] }) as never,
        'hooks',
        { all: z.boolean().default(false) },
      );
    expect(
      read({ url: 'https://hooks.example/in', secret, all: true }),
    ).toMatchObject([{ name: 'hook', all: true, timeout: 5_000 }]);
    const weak = () =>
      read({ url: 'https://hooks.example/in', secret: 'hush' });
    expect(weak).toThrow('hooks[0].secret: must have 24 bytes at least');
    expect(weak).not.toThrow('hush');
    expect(() => read({ url: 'ftp://hooks.example', secret })).toThrow(
      'hooks[0].url: must be an http or https address',
    );
    expect(() =>
      read({ url: 'https://hooks.example/in', secret, sercet: 'x' }),
    ).toThrow('hooks[0]');
  });
});
