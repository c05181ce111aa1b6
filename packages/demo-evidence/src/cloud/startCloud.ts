import { createServer, IncomingMessage } from 'http';
import {
  BadRequest,
  CloudSize,
  listEntries,
  listTimeSeries,
} from './cloudAnswers';

const LONGEST_BODY = 1_000_000;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LONGEST_BODY) throw new BadRequest('The request is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

async function answerTo(
  request: IncomingMessage,
  size: CloudSize,
): Promise<object | undefined> {
  const { pathname, searchParams } = new URL(
    request.url ?? '',
    'http://cloud.invalid',
  );
  if (request.method === 'POST' && pathname === '/v2/entries:list') {
    return listEntries(JSON.parse(await bodyOf(request)), size);
  }
  return request.method === 'GET' &&
    /^\/v3\/projects\/[^/]+\/timeSeries$/.test(pathname)
    ? listTimeSeries(searchParams, size)
    : undefined;
}

/**
 * Cloud Logging and Cloud Monitoring of Larkspur in this process: they speak as much of Google's APIs, in JSON over HTTP, as the
 * daily report asks, so that Google's own clients talk to them.
 *
 * @throws Error where the port is somebody's already
 */
export async function startCloud(
  at: { host: string; port: number },
  size: CloudSize,
): Promise<{ port: number; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    const say = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    answerTo(request, size).then(
      answer =>
        answer
          ? say(200, answer)
          : say(404, { error: { code: 404, message: 'There is no such API' } }),
      (error: Error) => {
        const code = error instanceof BadRequest ? 400 : 500;
        say(code, { error: { code, message: error.message } });
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at.port, at.host, resolve);
  });
  // It keeps nobody from ending.
  server.unref();
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound ? bound.port : at.port,
    stop: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
