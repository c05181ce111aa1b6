import { answerFaultRequest, FaultAnswer, FaultApiOptions } from './FaultApi';
import { meetFaults, MeetOptions } from './meetFaults';

/** Of Fastify's request, what is read. */
export interface FastifyRequestLike {
  method: string;
  url: string;
  headers: { authorization?: string | undefined };
  body?: unknown;
}

/** Of Fastify's reply, what is used. */
export interface FastifyReplyLike {
  code(status: number): unknown;
  header(name: string, value: string): unknown;
  send(body?: unknown): unknown;
  raw: { once(event: 'close', listener: () => void): unknown };
}

type Hook = (
  request: FastifyRequestLike,
  reply: FastifyReplyLike,
) => Promise<unknown>;

/** Of Fastify itself, what the plugin needs. */
export interface FastifyLike {
  addHook(name: 'preHandler', hook: Hook): unknown;
  route(options: { method: string[]; url: string; handler: Hook }): unknown;
}

/** Settings of the plugin. */
export interface FastifyFaultOptions extends FaultApiOptions, MeetOptions {
  /** Whether requests to this path meet faults. All but `/faults` and `/health` unless told. */
  hits?: (path: string) => boolean;
}

/** Faults for a service on Fastify: `app.register(fastifyFaults, { board, token })`. */
export function fastifyFaults(
  app: FastifyLike,
  options: FastifyFaultOptions,
  done: (error?: Error) => void,
): void {
  const { board, hits = path => path !== '/health' } = options;
  app.addHook('preHandler', async (request, reply) => {
    const path = pathOf(request);
    if (/^\/faults(\/|$)/.test(path) || !hits(path)) return undefined;
    const gone = new AbortController();
    reply.raw.once('close', () => gone.abort());
    const answer = await meetFaults(board, { ...options, signal: gone.signal });
    return answer && send(reply, answer);
  });
  const handler: Hook = async (request, reply) => {
    const answer = answerFaultRequest(
      {
        path: pathOf(request),
        method: request.method,
        authorization: request.headers.authorization,
        body: request.body,
      },
      options,
    );
    return send(reply, answer ?? { status: 404 });
  };
  const method = ['GET', 'POST', 'DELETE'];
  for (const url of ['/faults', '/faults/:id', '/faults/:id/renew']) {
    app.route({ method, url, handler });
  }
  done();
}

// Fastify keeps hooks inside a plugin, unless it says that they are for all.
Object.assign(fastifyFaults, { [Symbol.for('skip-override')]: true });

function pathOf({ url }: FastifyRequestLike): string {
  return url.split('?')[0];
}

function send(
  reply: FastifyReplyLike,
  { status, body, headers }: FaultAnswer,
): unknown {
  reply.code(status);
  for (const [name, value] of Object.entries(headers ?? {})) {
    reply.header(name, value);
  }
  return reply.send(body);
}
