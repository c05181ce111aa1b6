import { createServer, request } from 'node:http';
import { onStop } from '../processes.mjs';

/**
 * A reverse proxy that shows a portal below a path, as an ingress does that takes the path off: whatever asks for an
 * address without the path gets 404.
 *
 * @param options.path - such as `/portal`
 * @param options.port - where it listens
 * @param options.target - the port of the portal
 * @returns `{ stop }`
 */
export async function showUnder({ path, port, target }) {
  const server = createServer((incoming, outgoing) => {
    if (!incoming.url.startsWith(`${path}/`) && incoming.url !== path) {
      outgoing.writeHead(404).end();
      return;
    }
    const passed = request(
      {
        host: '127.0.0.1',
        port: target,
        method: incoming.method,
        path: incoming.url.slice(path.length) || '/',
        headers: incoming.headers,
      },
      answer => {
        outgoing.writeHead(answer.statusCode, answer.headers);
        answer.pipe(outgoing);
      },
    );
    passed.on('error', () => {
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502).end();
    });
    incoming.pipe(passed);
  });
  server.on('upgrade', (incoming, socket, head) => {
    const passed = request({
      host: '127.0.0.1',
      port: target,
      path: incoming.url.slice(path.length),
      headers: incoming.headers,
    });
    // Whoever asked may leave before there is an answer.
    socket.on('error', () => passed.destroy());
    passed.on('upgrade', (answer, other, rest) => {
      const headers = answer.rawHeaders.reduce(
        (text, part, i) => text + part + (i % 2 ? '\r\n' : ': '),
        '',
      );
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headers}\r\n`);
      socket.write(rest);
      other.write(head);
      other.pipe(socket).pipe(other);
      socket.on('error', () => other.destroy());
      other.on('error', () => socket.destroy());
    });
    passed.on('error', () => socket.destroy());
    passed.end();
  });
  await new Promise(resolve => server.listen(port, '127.0.0.1', resolve));
  return {
    stop: onStop(async () => {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    }),
  };
}
