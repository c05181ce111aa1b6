import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request, Server } from 'node:http';
import { AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { FaultProxy, startFaultProxy } from './index';

const token = 'a-token-for-the-tests';

/** A service as it stands behind the proxy: it echoes, streams, cuts off, and takes upgrades. */
async function startUpstream() {
  const seen = { left: 0, hosts: [] as (string | undefined)[] };
  const server = createServer((req, res) => {
    seen.hosts.push(req.headers.host);
    if (req.url === '/echo') {
      res.setHeader('X-Method', req.method ?? '');
      req.pipe(res);
    } else if (req.url === '/cut-off') {
      res.writeHead(200, { 'Content-Length': 1000 });
      res.write('half of it');
      setTimeout(() => res.destroy(), 20);
    } else if (req.url === '/slow-stream') {
      res.write('first\n');
      res.once('close', () => seen.left++);
    } else {
      res.end('well');
    }
  });
  server.on('upgrade', (_req, socket) => {
    socket.write(
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    socket.on('data', (data: Buffer) => socket.write(data));
    socket.on('error', () => socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { server, seen, port, url: `http://127.0.0.1:${port}` };
}

function stopServer(server: Server) {
  server.closeAllConnections();
  server.close();
}

/** What comes back on a connection that asks for an upgrade and then says something. */
async function speak(url: string, words: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(
    'GET /ws HTTP/1.1\r\nHost: service\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
  );
  let heard = '';
  socket.on('data', data => {
    heard += data.toString();
    if (heard.endsWith(words)) socket.destroy();
    else if (heard.includes(' 101 ') && heard.endsWith('\r\n\r\n')) {
      socket.write(words);
    }
  });
  socket.on('error', error => {
    heard += String((error as NodeJS.ErrnoException).code);
  });
  // An error comes before it, and is heard above.
  await new Promise(resolve => socket.once('close', resolve));
  return heard;
}

describe('a service behind the proxy', () => {
  let upstream: Awaited<ReturnType<typeof startUpstream>>;
  let proxy: FaultProxy;
  const lines: string[] = [];
  beforeEach(async () => {
    lines.length = 0;
    upstream = await startUpstream();
    proxy = await startFaultProxy(
      {
        ...{ upstream: upstream.url, token, changeHost: false },
        ...{ port: 0, host: '127.0.0.1', adminPort: 0, adminHost: '127.0.0.1' },
      },
      {
        log: (...line) => lines.push(JSON.stringify(line)),
        faults: { random: () => 0.5 },
      },
    );
  });
  afterEach(async () => {
    await proxy.stop();
    stopServer(upstream.server);
  });

  const admin = (method: string, path: string, body?: object) =>
    fetch(`${proxy.adminUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body && { body: JSON.stringify(body) }),
    });
  const switchOn = async (kind: string, given: object = {}) => {
    const { status } = await admin('POST', '/faults', {
      ...{ id: kind, kind, seconds: 30, ...given },
    });
    expect(status).toBe(201);
  };
  /** The status of an answer, or why there was none. */
  const outcome = async (path = '/') => {
    try {
      const response = await fetch(proxy.url + path);
      await response.text();
      return response.status;
    } catch (error) {
      const { cause = error } = error as { cause?: unknown };
      const { code, message } = cause as NodeJS.ErrnoException;
      return code ?? message;
    }
  };

  it('gets large bodies and gives large answers as they are, told who asked', async () => {
    const body = Buffer.alloc(20_000_000, 'countersign ');
    const asked = request(`${proxy.url}/echo`, { method: 'PUT' });
    asked.end(body);
    const [response] = await once(asked, 'response');
    const hash = createHash('sha256');
    for await (const chunk of response) hash.update(chunk);
    expect(response.headers['x-method']).toBe('PUT');
    expect(hash.digest('hex')).toBe(
      createHash('sha256').update(body).digest('hex'),
    );
    expect(upstream.seen.hosts).toEqual([new URL(proxy.url).host]);
  });

  it('streams: the beginning of an answer does not wait for its end, and who leaves is gone there too', async () => {
    const leave = new AbortController();
    const response = await fetch(`${proxy.url}/slow-stream`, {
      signal: leave.signal,
    });
    const { value } = await response.body!.getReader().read();
    expect(Buffer.from(value!).toString()).toBe('first\n');
    leave.abort();
    for (let i = 0; upstream.seen.left === 0 && i < 100; i++) {
      await new Promise(done => setTimeout(done, 20));
    }
    expect(upstream.seen.left).toBe(1);
  });

  it('speaks WebSocket, which meets faults before it is let through', async () => {
    expect(await speak(proxy.url, 'hello')).toMatch(/ 101 [^]*hello$/);
    await switchOn('error', { status: 503 });
    expect(await speak(proxy.url, 'hello')).toMatch(/^HTTP\/1\.1 503 /);
    await admin('DELETE', '/faults/error');
    await switchOn('abort');
    expect(await speak(proxy.url, 'hello')).toBe('ECONNRESET');
  });

  it('is told apart from a fault where it does not answer itself, or stops in the middle', async () => {
    expect(await outcome('/cut-off')).toBe('UND_ERR_SOCKET');
    stopServer(upstream.server);
    const response = await fetch(`${proxy.url}/?secret=1`);
    expect(response.status).toBe(502);
    expect(await response.json()).toEqual({
      error: expect.objectContaining({ name: 'BadGatewayError' }),
    });
    expect(await speak(proxy.url, 'hello')).toMatch(/^HTTP\/1\.1 502 /);
    expect(lines.join('\n')).toContain('"code":"ECONNREFUSED"');
    expect(lines.join('\n')).not.toMatch(/secret|a-token/);
  });

  it('fails, resets and is slow for the share of requests that is asked for', async () => {
    await switchOn('error', { share: 0.6, status: 503 });
    expect(await outcome()).toBe(503);
    await admin('DELETE', '/faults/error');
    await switchOn('error', { share: 0.4 });
    expect(await outcome()).toBe(200);
    await switchOn('abort');
    expect(await outcome()).toBe('ECONNRESET');
    await admin('DELETE', '/faults/abort');
    await switchOn('latency', { milliseconds: 300 });
    const begun = performance.now();
    expect(await outcome()).toBe(200);
    expect(performance.now() - begun).toBeGreaterThan(290);
  });

  it('answers no faster than it may, and at full speed as soon as the fault is over', async () => {
    await switchOn('bandwidth', { bytesPerSecond: 20_000 });
    const begun = performance.now();
    const asked = request(`${proxy.url}/echo`, { method: 'POST' });
    asked.end(Buffer.alloc(10_000));
    const [first] = await once(asked, 'response');
    expect(await text(first)).toHaveLength(10_000);
    expect(performance.now() - begun).toBeGreaterThan(400);

    const longer = request(`${proxy.url}/echo`, { method: 'POST' });
    longer.end(Buffer.alloc(2_000_000));
    const [response] = await once(longer, 'response');
    await once(response, 'data');
    await admin('DELETE', '/faults/bandwidth');
    let bytes = 0;
    for await (const chunk of response) bytes += chunk.length;
    expect(bytes).toBeGreaterThan(1_900_000);
    // At the rate of the fault it would take more than a minute.
    expect(performance.now() - begun).toBeLessThan(20_000);
  });

  it('refuses connections until the lease is over, and listens again where it did', async () => {
    await switchOn('refuse', { seconds: 1 });
    expect(await outcome()).toBe('ECONNREFUSED');
    expect(await (await admin('GET', '/health')).json()).toEqual({
      ...{ status: 'ok', port: 'shut' },
    });
    const begun = performance.now();
    while ((await outcome()) !== 200) {
      expect(performance.now() - begun).toBeLessThan(3_000);
      await new Promise(done => setTimeout(done, 20));
    }
    expect(performance.now() - begun).toBeGreaterThan(500);
  });

  it('keeps its faults from whoever reaches only the service, and has no token', async () => {
    expect((await fetch(`${proxy.url}/faults`)).status).toBe(200);
    expect(await (await fetch(`${proxy.url}/faults`)).text()).toBe('well');
    expect((await fetch(`${proxy.adminUrl}/faults`)).status).toBe(401);
    expect((await fetch(`${proxy.adminUrl}/elsewhere`)).status).toBe(404);
    expect(
      (await (
        await admin('POST', '/faults', {
          ...{ kind: 'bandwidth', seconds: 9, bytesPerSecond: 1 },
        })
      ).json()) as object,
    ).toMatchObject({
      error: {
        message: expect.stringContaining('bytesPerSecond: must be a whole'),
      },
    });
  });
});
